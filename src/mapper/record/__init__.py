"""What is said, and who says so.

In go the tables, the bibliography, the story and the lessons as text; out come rows, facts
grouped and disputed, states by the day, citations, articles, steps and profiles of routes:
everything a reader is told in words, each claim with its sources.
"""

from mapper.record.account import Account, account
from mapper.record.article import (
    Article,
    Referencer,
    Statement,
    articles,
    first_day,
    referencer,
)
from mapper.record.cite import Citations, cite, read_bib, with_short_links
from mapper.record.cite_atlas import cite_this, people
from mapper.record.days import (
    NOT_YET,
    STATES,
    is_absent,
    opening_day,
    state_of,
    state_on,
    states_in,
    times,
    touches,
    use,
    used_days,
)
from mapper.record.entries import coverage, entries, interval, rank
from mapper.record.evidence import bears_high
from mapper.record.lesson import ENDINGS as PICTURE_ENDINGS
from mapper.record.lesson import FOLDERS as PICTURE_FOLDERS
from mapper.record.lesson import Figure as LessonFigure
from mapper.record.lesson import (
    LessonCount,
    MapState,
    Question,
    Spot,
    count_lesson,
    explained,
    lesson_cites,
    lessons_are_sound,
    read_lesson,
)
from mapper.record.lesson import Page as LessonPage
from mapper.record.lesson import Picture as LessonPicture
from mapper.record.lifespans import ends_follow_beginnings, spans
from mapper.record.media import ENDINGS as MEDIA_ENDINGS
from mapper.record.media import MOST as MEDIA_MOST
from mapper.record.media import (
    Album,
    Link,
    Picture,
    album,
    links_are_sound,
    meant,
    named,
    pictures_are_sound,
    read_link,
    shown_images,
)
from mapper.record.media import fault as picture_fault
from mapper.record.media import with_rows as with_media_rows
from mapper.record.narrative import no_source
from mapper.record.order import unsaid
from mapper.record.profile import Profile
from mapper.record.properties import (
    dates_of_properties_are_near_the_period,
    dates_of_properties_are_read,
    known_properties,
    records_name_what_exists,
)
from mapper.record.resting import disputed_matters, records_by_source
from mapper.record.story import Step, story_cites, story_is_sound
from mapper.record.tables import PAUSE, read_tables
from mapper.record.tabular import tables_can_be_made, tabulate
from mapper.record.translations import translated_texts
from mapper.record.wording import label_of

__all__ = [
    "MEDIA_ENDINGS",
    "MEDIA_MOST",
    "NOT_YET",
    "PAUSE",
    "PICTURE_ENDINGS",
    "PICTURE_FOLDERS",
    "STATES",
    "Account",
    "Album",
    "Article",
    "Citations",
    "LessonCount",
    "LessonFigure",
    "LessonPage",
    "LessonPicture",
    "Link",
    "MapState",
    "Picture",
    "Profile",
    "Question",
    "Referencer",
    "Spot",
    "Statement",
    "Step",
    "account",
    "album",
    "articles",
    "bears_high",
    "cite",
    "cite_this",
    "count_lesson",
    "coverage",
    "dates_of_properties_are_near_the_period",
    "dates_of_properties_are_read",
    "disputed_matters",
    "ends_follow_beginnings",
    "entries",
    "explained",
    "first_day",
    "interval",
    "is_absent",
    "known_properties",
    "label_of",
    "lesson_cites",
    "lessons_are_sound",
    "links_are_sound",
    "meant",
    "named",
    "no_source",
    "opening_day",
    "people",
    "picture_fault",
    "pictures_are_sound",
    "rank",
    "read_bib",
    "read_lesson",
    "read_link",
    "read_tables",
    "records_by_source",
    "records_name_what_exists",
    "referencer",
    "shown_images",
    "spans",
    "state_of",
    "state_on",
    "states_in",
    "story_cites",
    "story_is_sound",
    "tables_can_be_made",
    "tabulate",
    "times",
    "touches",
    "translated_texts",
    "unsaid",
    "use",
    "used_days",
    "with_media_rows",
    "with_short_links",
]
