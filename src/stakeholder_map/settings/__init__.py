"""What region.toml says: the keys, declared once, and the file, read with all its faults."""

from stakeholder_map.settings.declared import SETTINGS, Setting, SettingKind, Settings
from stakeholder_map.settings.file import (
    SETTINGS_FILE,
    parse_settings,
    parse_toml,
    read_settings,
    rows_of_keys,
)

__all__ = [
    "SETTINGS",
    "SETTINGS_FILE",
    "Setting",
    "SettingKind",
    "Settings",
    "parse_settings",
    "parse_toml",
    "read_settings",
    "rows_of_keys",
]
