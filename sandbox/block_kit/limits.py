"""How long and how many: Slack's numbers for each part of blocks and views.

Source of each: the part's page under docs.slack.dev/reference/block-kit (blocks, block-elements, composition-objects)
and docs.slack.dev/reference/views.
"""

#: Characters of a text, or of the `text` of a text object, by the `type` of what holds it and the field.
LENGTHS: dict[str, dict[str, int]] = {
    "section": {"text": 3000},
    "header": {"text": 150},
    "image": {"image_url": 3000, "alt_text": 2000, "title": 2000},
    "input": {"label": 2000, "hint": 2000},
    "video": {"title": 200, "author_name": 50, "description": 200},
    "markdown": {"text": 12_000},
    "button": {"text": 75, "value": 2000, "url": 3000, "accessibility_label": 75},
    "workflow_button": {"text": 75, "accessibility_label": 75},
    "plain_text_input": {"initial_value": 3000},
    "modal": {"title": 24, "submit": 24, "close": 24},
}
#: The same for fields that mean the same wherever they stand.
LENGTHS_ANYWHERE = {
    "block_id": 255,
    "action_id": 255,
    "callback_id": 255,
    "external_id": 255,
    "private_metadata": 3000,
    "placeholder": 150,
}
OPTION_LENGTHS = {"text": 75, "description": 75, "value": 150, "url": 3000}
GROUP_LENGTHS = {"label": 75}
CONFIRM_LENGTHS = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
#: A text object anywhere else.
TEXT_LENGTH = 3000
SECTION_FIELD_LENGTH = 2000

#: Least and most items of a list, by the `type` of what holds it and the field.
COUNTS: dict[str, dict[str, tuple[int, int]]] = {
    "section": {"fields": (1, 10)},
    "context": {"elements": (1, 10)},
    "actions": {"elements": (1, 25)},
    "context_actions": {"elements": (1, 5)},
    "static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "multi_static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "overflow": {"options": (1, 5)},
    "radio_buttons": {"options": (1, 10)},
    "checkboxes": {"options": (1, 10)},
    "table": {"rows": (1, 100), "column_settings": (0, 20)},
}
TABLE_COLUMNS = 20

BLOCKS_A_MESSAGE = 50
BLOCKS_A_VIEW = 100
ATTACHMENTS_A_MESSAGE = 100
#: All text of one message's blocks together; seen to fail a little above, so this is on the safe side.
TEXT_A_MESSAGE = 12_000

#: Blocks and elements that only some surfaces take.
NOT_IN_VIEWS = frozenset(
    {"data_visualization", "markdown", "table", "context_actions", "task_card", "plan", "data_table"}
)
ONLY_IN_MODALS = frozenset({"file_input"})
