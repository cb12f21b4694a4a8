"""Every figure that an office may still decide says what the default rests on."""

from service.core.policies import POLICIES
from service.wiring import register_rooms


def test_every_policy_names_what_its_default_rests_on() -> None:
    register_rooms()
    bare = [key for key, one in POLICIES.items() if not key.startswith("test_") and len(one.basis.split()) < 3]
    assert not bare
    assert len(POLICIES) > 10
