"""How marks of secrecy are written, as patterns over simplified text without invisible signs.

The words are the office's own (绝密 机密 秘密), each with blanks allowed inside; 涉密 is a mark whatever the words.
"""

from __future__ import annotations

import re
from functools import lru_cache

_KINDS = "通知|通报|报告|请示|批复|意见|函|纪要|决定|决议|公告|通告|方案|办法|规定"
_OPEN, _SHUT = "(\\[【〔〈《「『<{“‘\"'", ")\\]】〕〉》」』>}”’\"'"
_PARTING = "\\s:,，、;；.。/|\\-—–_·•~"
_STARS = "★☆✩✪✫✬✭✮✯✰⭐*✱✲✳※◆◇♦❖●○◎◉⚫▲△■"
_TERM = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:年|个?月|[日天])|长\s*期"
_BEHIND = rf"\s*(?:[{_PARTING}{_STARS}]\s*)*(?:{_TERM})"
_WHAT = r"(?:级\s*文\s*件|级(?!别)|件(?![数次])|文\s*件|电\s*报|公\s*文)"
# what a text is about and not what it is: 机密文件管理办法
_ABOUT = r"(?:资料)?(?:管理|保管|传递|销毁|清退)(?:办法|规定|制度|工作|细则|流程)|柜"
_ELSE = "性|等级|程度|投票|选举|表决|评议|测评|方式"
_SAID = "属于?|定为|列为|标为|标注|按照?|为|系|此件|本件|该件"
_FORBIDDEN = re.compile(
    "(?:不得|严禁|禁止|请勿|切勿|不准|不能|另册|另行)[^。;]{0,4}(?:登记|登入|登录|填写|填入|填报|录入|写入|列入)"
)
_CONCERNED = "人员|计算机|电脑|网络|岗位|载体|资质|会议|检查|自查|管理|培训|系统|设备|场所|工程|单位|部门|等级"


@lru_cache(maxsize=16)
def mark(word: str) -> re.Pattern[str]:
    """A mark anywhere in a cell. `word`: the alternatives of the office's words as a pattern."""
    word = f"(?:{word})"
    return re.compile(
        rf"^(?:密\s*级\s*[:：]?\s*)?{word}\s*{_WHAT}?\W*$"
        rf"|{word}\s*级?\s*[{_STARS}]"
        rf"|{word}\s*级?\s*(?:{_TERM})"
        rf"|{word}\s*{_WHAT}?{_BEHIND}\s*(?:$|[{_PARTING}{_SHUT}])"
        rf"|{word}\s*{_WHAT}(?!{_ABOUT})"
        rf"|密\s*级\s*[:：为是]?\s*{word}"
        rf"|[{_OPEN}]\s*{word}\s*{_WHAT}?(?:{_BEHIND})?\s*[{_SHUT}]"
        rf"|(?:{_SAID})\s*{word}(?!{_ELSE})"
        rf"|^\W*{word}(?!\s*(?:{_ELSE}))\s*{_WHAT}?(?:[{_PARTING}]|[{_OPEN}]|关于|转发|印发|{_KINDS})"
        rf"|(?:[{_PARTING}{_SHUT}]|{_KINDS}){word}\s*{_WHAT}?\W*$"
        rf"|^\W*涉\s*密\s*(?:件|文\s*件|公\s*文)?\W*$"
        rf"|^\W*涉\s*密\s*(?:[{_PARTING}]|(?:件|文\s*件|公\s*文)(?!{_ABOUT}))"
        rf"|[{_OPEN}]\s*涉\s*密\s*(?:件|文\s*件|公\s*文)?\s*[{_SHUT}]"
        rf"|(?:属于?|此件|本件|该件|内容|附件)\s*涉\s*密(?!{_CONCERNED})"
    )


@lru_cache(maxsize=16)
def name(word: str) -> re.Pattern[str]:
    """A mark in a name or a title: of a file, of a sheet, above a table or across it. There one word says all."""
    return re.compile(
        rf"(?<!国家)(?<!商业)(?<!技术)(?<!个人)(?<!保守)(?<!严守)(?<!保护)(?<!泄露)(?:{word})"
        rf"(?!\s*(?:{_ELSE}))(?!{_ABOUT})(?!\s*文\s*件(?:{_ABOUT}))"
        rf"|(?<![不非未无否])涉\s*密(?!{_CONCERNED})(?!\s*文\s*件(?:{_ABOUT}))"
    )


def forbidden(text: str) -> bool:
    """Whether a text forbids such entries and bears no mark itself: 机密件不得登记."""
    return _FORBIDDEN.search(text) is not None and not starred(text)


def starred(text: str) -> bool:
    """Whether a star stands in a text, as it does in a real mark."""
    return any(star in text for star in _STARS)
