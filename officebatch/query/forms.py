"""The sentences a clerk may write instead of SQL: one table of forms, each with an example. The manual is made of it.

`{字段}` is a field of the register, `{日期}` a day, a date field or 今天, which may be moved (`立项日期 后 3 个月`),
`{数}` a number or a field of numbers, `{值}` a word, a number, a day or a field; what stands in quotes is taken as it is.
"""

# ruff: noqa: E501  a table: one form a line as far as it goes

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """One form. shown: as the manual prints it. pattern: regular expression with `slots` as `<F>`; blanks around a slot
    may be left out. sql: the same slots as `{F}`, `{later}` and `{earlier}` for the day `<D>` moved by `<I>`; with
    `<FS>` it must hold for each field."""

    shown: str
    example: str
    pattern: str
    sql: str


FORMS = (
    Form("{字段} 必填", "签发人、签发日期 必填", "<FS>(?:必填|必须填写?|应当?填写?|不能?为空|不得为空)", "{F} IS NOT NULL"),
    Form("{字段} 为空", "作废原因 为空", "<FS>(?:必须|应当?)?(?:为空|不填)", "{F} IS NULL"),
    Form("{字段} 不早于 {日期}", "办结日期 不早于 收文日期", "<F>(?:不|不得|不能|不应)早于<T>", "{F} >= {T}"),
    Form("{字段} 不晚于 {日期}", "办结日期 不晚于 今天", "<F>(?:不|不得|不能|不应)[晚迟]于<T>", "{F} <= {T}"),
    Form("{字段} 早于 {日期}", "核稿日期 早于 签发日期", "<F>(?:必须|应当?)?早于<T>", "{F} < {T}"),
    Form("{字段} 晚于 {日期}", "分发日期 晚于 2026年1月1日", "<F>(?:必须|应当?)?[晚迟]于<T>", "{F} > {T}"),
    Form("{字段} 在 {日期} 之前", "提报日期 在 会议日期 之前", "<F>(?:必须|应当?)?在<T>(?:之|以)前", "{F} < {T}"),
    Form("{字段} 在 {日期} 之后", "用印日期 在 签发日期 之后", "<F>(?:必须|应当?)?在<T>(?:之|以)后", "{F} > {T}"),
    Form("{字段} 与 {日期} 同一天", "成文日期 与 签发日期 同一天", "<F>[与和同]<T>(?:是|为)?同(?:一[天日]|日|天)",
         "CAST({F} AS DATE) = CAST({T} AS DATE)"),
    Form("{字段} 在 {日期} 后 {n} 天内", "完成时限 在 立项日期 后 30 天内", "<F>在<D>(?:之|以)?后<I>(?:之|以)?内",
         "{F} BETWEEN {D} AND {later}"),
    Form("{字段} 在 {日期} 前 {n} 个工作日内", "提报日期 在 会议日期 前 5 个工作日内", "<F>在<D>(?:之|以)?前<I>(?:之|以)?内",
         "{F} BETWEEN {earlier} AND {D}"),
    Form("{字段} 在 {数} 到 {数} 之间", "份数 在 1 到 500 之间", "<F>(?:在|介于)<X>(?:到|至|和|与)<X2>(?:之间)?", "{F} BETWEEN {X} AND {X2}"),
    Form("{字段} 不超过 {n} 字", "标题 不超过 50 字", "<F>(?:不超过|不多于|不得超过|至多|最多)<C>个?[字位]", "length({F}) <= {C}"),
    Form("{字段} 不少于 {n} 字", "进展情况 不少于 10 字", "<F>(?:不少于|不得少于|至少)<C>个?[字位]", "length({F}) >= {C}"),
    Form("{字段} 是 {n} 位", "联系电话 是 11 位", "<F>(?:是|为|应为)<C>个?[字位]", "length({F}) = {C}"),
    Form("{字段} 不少于 {数}", "份数 不少于 1", "<F>(?:不少于|不小于|不低于|不得少于|至少|>=|≥)<N><U>", "{F} >= {N}"),
    Form("{字段} 不超过 {数}", "延期次数 不超过 2 次", "<F>(?:不超过|不多于|不大于|不高于|不得超过|至多|最多|<=|≤)<N><U>",
         "{F} <= {N}"),
    Form("{字段} 大于 {数}", "印数 大于 份数", "<F>(?:大于|多于|高于|超过)<N><U>", "{F} > {N}"),
    Form("{字段} 小于 {数}", "差错次数 小于 3", "<F>(?:小于|少于|低于)<N><U>", "{F} < {N}"),
    Form("{字段} 属于 {值}、{值}", "文种 属于 通知、函", "<F>(?:必须|应当?)?属于<VS>", "{F} IN ({VS})"),
    Form("{字段} 不属于 {值}、{值}", "状态 不属于 暂停、取消", "<F>不(?:得|能|应)?属于<VS>", "{F} NOT IN ({VS})"),
    Form("{字段} 包含 {值}", "标题 包含 关于", "<F>(?:必须|应当?)?(?:包含|含有|写明)<V>", "contains({F}, {V})"),
    Form("{字段} 不包含 {值}", "标题 不包含 草稿", "<F>(?:不|不得|不能)(?:包含|含有)<V>", "NOT contains({F}, {V})"),
    Form("{字段} 以 {值} 开头", "督办编号 以 DB 开头", "<F>(?:必须|应当?)?以<V>开头", "starts_with({F}, {V})"),
    Form("{字段} 以 {值} 结尾", "标题 以 通知 结尾", "<F>(?:必须|应当?)?以<V>结尾", "ends_with({F}, {V})"),
    Form("{字段} 形如 {式样}", "联系电话 形如 {数字:4}-{数字:7-8}", "<F>(?:必须|应当?)?形如<P>", "regexp_full_match({F}, {P})"),
    Form("{字段} 在 {台账}.{字段} 中", "来文字号 在 发文登记簿.发文字号 中", "<F>(?:必须|应当?)?在<R>(?:之)?中", "{F} IN ({R})"),
    Form("{字段} 不在 {台账}.{字段} 中", "来文字号 不在 发文登记簿.发文字号 中", "<F>不(?:得|能|应)?在<R>(?:之)?中",
         "{F} NOT IN ({R})"),
    Form("{字段} 与 {字段} 相同", "责任人 与 承办人 相同", "<F>[与和同]<F2>(?:必须|应当?)?(?:相同|一致|相等)", "{F} = {F2}"),
    Form("{字段} 与 {字段} 不同", "A角 与 B角 不同", "<F>[与和同]<F2>(?:必须|应当?)?(?:不同|不得?相同|不能相同|不得同人|不一致)",
         "{F} <> {F2}"),
    Form("{字段} 不是 {值}", "密级 不是 内部", "<F>(?:不是|不为|不等于|不得为|不能是)<V>", "{F} <> {V}"),
    Form("{字段} 是 {值}", "状态 是 办结", "<F>(?:必须|应当?)?(?:是|为|等于)<V>", "{F} = {V}"),
)  # fmt: skip
