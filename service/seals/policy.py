"""What may follow a signature: further signatures in fields, validation data, document timestamps; nothing else."""

from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)

_ARCHIVING = ModificationLevel.LTA_UPDATES

ONLY_SIGNATURES = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(_ARCHIVING),
        ObjectStreamRule().as_qualified(_ARCHIVING),
        XrefStreamRule().as_qualified(_ARCHIVING),
        DSSCompareRule().as_qualified(_ARCHIVING),
        MetadataUpdateRule().as_qualified(_ARCHIVING),
    ],
    form_rule=FormUpdatingRule([SigFieldCreationRule(), SigFieldModificationRule()]),
)
