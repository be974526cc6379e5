"""What may be set, of whom, within which bounds.

What the law fixes is no setting: three and six months for a reply stand in the table of limits and its constraints,
contact before a reply in a guard, silence that is never 满意 in the workflow.
"""

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Declared:
    """One setting.

    Attributes:
        group, label: where and under which name it is shown.
        says: what it does, in one sentence for whoever sets it.
        default: in force while nobody set it; its type is the setting's: text, whole number, yes or no.
        unit: what follows the number.
        least, most: bounds of a number, or of a text's length.
        choices: the words that may be chosen, by value.
        pattern, example: the form a text must have, and one that has it.
        is_technical: for the system administrator alone, not for the desk.
        is_common: one for the whole portal.
    """

    group: str
    label: str
    says: str
    default: Any
    unit: str = ""
    least: int = 1
    most: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    example: str = ""
    is_technical: bool = False
    is_common: bool = False

    def fault(self, value: Any) -> str:
        """Why the value cannot be taken, as a sentence for the screen; empty when it can."""
        if type(value) is not type(self.default):
            return "这一项的值写法不对"
        if self.choices and value not in dict(self.choices):
            return f"请在{'、'.join(dict(self.choices).values())}中选一个"
        if type(value) is int and not self.least <= value <= self.most:
            return f"应为{self.least}到{self.most}{self.unit}"
        if type(value) is str and not self.choices:
            if not self.least <= len(value.strip()) <= self.most:
                return f"应为{self.least}到{self.most}个字"
            if self.pattern and not re.fullmatch(self.pattern, value):
                return f"写法不对，例如{self.example}"
        return ""

    def shown(self, value: Any) -> str:
        """The value as people read it: 10分钟, 是, 交办以前."""
        if type(value) is bool:
            return "是" if value else "否"
        return f"{dict(self.choices).get(value, value)}{self.unit}"


DECLARED: dict[str, Declared] = {
    "site.name_first": Declared("名称", "平台名称前半", "页眉、标题里的名称，前半白字。", "淮北市人大代表", most=12),
    "site.name_second": Declared("名称", "平台名称后半", "接在前半后面，金字。", "履职服务平台", most=12),
    "site.help_phone": Declared(
        "名称",
        "咨询电话",
        "每一页页脚都有，工作日有人接。",
        "0561-0000000",
        least=5,
        most=20,
        pattern=r"[0-9][0-9 -]*",
        example="0561-3198765",
    ),
    "sms.signature": Declared(
        "名称",
        "短信签名",
        "每条短信的开头，须与短信服务商登记的一致。",
        "【淮北市人大】",
        least=3,
        most=10,
        pattern=r"【[^【】]{1,8}】",
        example="【淮北市人大】",
        is_technical=True,
    ),
    "campaign.name": Declared(
        "提出", "月度意见活动名称", "代表首页上每月意见的名称，活动改名时从改名那天起登记。", "聚民意、惠民生", most=20
    ),
    "opinion.undo_minutes": Declared(
        "提出", "提交后多久内可以自己撤回", "这段时间过后才进入分办，单位也在这段时间后才收到交办。", 10, "分钟", 0, 60
    ),
    "opinion.min_length": Declared("提出", "内容最少", "少于这个字数不能提交。", 20, "字", 1, 200),
    "opinion.max_length": Declared("提出", "内容最多", "多于这个字数不能提交，可以放到附件。", 2000, "字", 500, 5000),
    "motion.sponsors": Declared(
        "议案",
        "议案要多少名代表联名（市、县）",
        "连领衔代表在内。地方组织法第二十二条：县级以上的代表大会，代表十人以上联名可以提出议案。",
        10,
        "人",
        10,
        50,
    ),
    "motion.sponsors_town": Declared(
        "议案",
        "议案要多少名代表联名（乡镇）",
        "连领衔代表在内。地方组织法第二十二条：乡镇的代表大会，代表五人以上联名可以提出议案。",
        5,
        "人",
        5,
        50,
    ),
    "motion.max_length": Declared(
        "议案", "案据、方案各最多", "多于这个字数不能提交，可以放到附件。", 3000, "字", 500, 5000
    ),
    "motion.review_hours": Declared(
        "议案",
        "复议最迟在最后一次主席团会议前",
        "过半数并且达到法定联名人数的提案代表书面要求，主席团才复议；各地规定2小时或4小时。",
        4,
        "小时",
        1,
        48,
    ),
    "delegation.may_sponsor": Declared(
        "提出",
        "代表团可以提出",
        "会议期间经全团讨论、由团长提出。地方组织法只规定代表联名提出议案，各地规定不一。",
        "nothing",
        choices=(("nothing", "不可以"), ("suggestions", "建议"), ("motions", "建议和议案")),
    ),
    "withdraw.allowed_until": Declared(
        "提出",
        "代表可以撤回到",
        "撤回要写理由，联名代表和承办单位都会知道。",
        "before_assign",
        choices=(("before_assign", "交办以前"), ("before_reply", "答复以前")),
    ),
    "reply.audience": Declared(
        "办理",
        "联名建议的答复送",
        "送每位代表时，每人收到答复通知和自己的答复函；只送领衔代表时由领衔代表转告。",
        "each",
        choices=(("each", "每位联名代表"), ("lead", "领衔代表")),
    ),
    "urge.every_days": Declared(
        "办理", "代表每隔多久可以催一次", "对每个承办单位各计；催办记入办理进程，并告知单位。", 30, "日", 1, 90
    ),
    "rating.change_minutes": Declared(
        "办理", "评价后多久内可以修改", "这段时间过后承办单位才得知评价；之后不能再改。", 10, "分钟", 0, 60
    ),
    "dispute.releases": Declared(
        "办理",
        "几个单位申请退办就自动提请编办裁定",
        "写0表示不自动提请；本级没有编办账号时由代表工委决定。",
        2,
        "个",
        0,
        9,
    ),
    "rehandle.automatic": Declared(
        "办理", "评价不满意自动重新办理", "选否时由代表工委决定是否责成重新办理。", default=True
    ),
    "rehandle.max_rounds": Declared(
        "办理", "一件最多办理几轮", "第一次办理也算一轮；到了轮数不再自动重新办理，代表工委仍可责成。", 2, "轮", 1, 5
    ),
    "promise.classes": Declared(
        "承诺",
        "哪几类答复必须写承诺",
        "承诺写明事项和完成时间，随答复签发，记入承诺台账；其他类可以写，也可以不写，A类不写。",
        "B",
        choices=(("B", "B类"), ("BC", "B类和C类")),
    ),
    "promise.extend_months": Declared(
        "承诺", "承诺最多延期", "从原来承诺的完成时间算起；每次延期由单位写理由，代表工委决定。", 6, "个月", 1, 24
    ),
    "promise.report_days": Declared(
        "承诺",
        "季度结束前多少天请单位报进展",
        "每季度请单位报告没有了结的承诺；第四季度连同今年和去年作出的承诺。",
        15,
        "日",
        5,
        45,
    ),
    "supervision.answer_days": Declared(
        "督办", "督办通知单要求多久内办理", "从通知单的日期起算。", 5, "个工作日", 1, 30
    ),
    "ladder.is_used": Declared(
        "督办", "逐级提醒", "答复和协办意见的期限快到或者超期时，从经办人到督办工委逐级提醒，每级一次。", default=True
    ),
    "ladder.officer": Declared(
        "督办",
        "提醒经办人",
        "期限最后一天以后几个工作日；负数是以前。用去不到一半的期限不提醒。",
        -5,
        "个工作日",
        -20,
        60,
    ),
    "ladder.section": Declared(
        "督办", "提醒科室负责人", "同上；单位没有登记的，提醒上一级。", -3, "个工作日", -20, 60
    ),
    "ladder.deputy": Declared("督办", "提醒分管负责人", "同上；单位没有登记的，提醒上一级。", -1, "个工作日", -20, 60),
    "ladder.head": Declared("督办", "提醒主要负责人", "同上。", 1, "个工作日", -20, 60),
    "ladder.committee": Declared(
        "督办", "提醒督办工委", "同上；没有督办工委的，提醒代表工委。", 5, "个工作日", -20, 60
    ),
    "publishing.names": Declared(
        "公开",
        "公开时怎样写代表姓名",
        "从改的那天起公开的按新的写；要求隐去姓名的代表一律不写。",
        "surname",
        choices=(("surname", "只写姓，如张某某代表"), ("full", "写全名"), ("none", "不写姓名")),
    ),
    "dossiers.has_public_page": Declared(
        "公开",
        "代表有公开页",
        "选是以后，每位在任代表有一页不登录也能看的履职情况，只列已经公开的事项；代表本人可以不公开。",
        default=False,
    ),
    "groups.activity_most": Declared(
        "小组",
        "一名代表最多参加几个活动小组",
        "从改的那天起登记加入时按新的办；写0表示不限。",
        1,
        "个",
        0,
        9,
    ),
    "groups.professional_most": Declared(
        "小组",
        "一名代表最多参加几个专业小组",
        "从改的那天起登记加入时按新的办；写0表示不限。",
        0,
        "个",
        0,
        9,
    ),
    "station.notice_days": Declared(
        "阵地", "值班接待日提前几天告知代表", "值班的代表提前收到一条消息，日期有变动再告知一次。", 3, "日", 1, 14
    ),
    # Of duties.
    "duty.month_days": Declared(
        "履职任务", "月末前几天提醒", "当月的任务还没完成的，提醒一次；月度意见另有自己的提醒。", 7, "天", 1, 20
    ),
    "duty.first_days": Declared(
        "履职任务", "季末、年末前几天第一次提醒", "当季、当年的任务还没完成的才提醒。", 30, "天", 8, 60
    ),
    "duty.last_days": Declared("履职任务", "季末、年末前几天再提醒一次", "到那时还没完成的才提醒。", 7, "天", 1, 7),
    "light.yellow_days": Declared(
        "期限标记", "还剩几个工作日变黄", "多于这个数是绿色。", 10, "个工作日", 6, 30, is_common=True
    ),
    "light.red_days": Declared(
        "期限标记", "还剩几个工作日变红", "超期的也是红色。", 3, "个工作日", 1, 5, is_common=True
    ),
    "light.short_days": Declared(
        "期限标记",
        "多短的期限按比例变色",
        "总长不超过这个数的期限（如即办、紧急），不看还剩几天，看用去了多少。",
        10,
        "个工作日",
        0,
        30,
        is_common=True,
    ),
    "light.yellow_percent": Declared(
        "期限标记", "短期限用去多少变黄", "按工作日计算。", 50, "%", 30, 70, is_common=True
    ),
    "light.red_percent": Declared("期限标记", "短期限用去多少变红", "按工作日计算。", 80, "%", 71, 95, is_common=True),
    # Of training.
    "training.year_hours": Declared(
        "培训", "一年应有学时", "代表一年里参加培训应当有的学时，半天算4学时。", 24, "学时", 0, 200
    ),
    "training.online_hours": Declared("培训", "其中线上学时", "一年应有学时里听线上课的部分。", 8, "学时", 0, 100),
    "training.pass_mark": Declared("培训", "测验合格分数", "新设的测验用这个分数，可以在测验上改。", 60, "分", 1, 100),
    "training.certificate_percent": Declared(
        "培训", "结业要有多少学时", "占培训班全部学时的百分之几，够了才颁发结业证书。", 80, "%", 1, 100
    ),
    "interface.requests_a_minute": Declared(
        "接口",
        "一个令牌每分钟请求",
        "多于这个数的请求不办，请对方稍后再来。",
        120,
        "次",
        10,
        6000,
        is_technical=True,
    ),
    "lists.saved_filters": Declared(
        "名称", "一人最多保存几个筛选", "列表上常用的条件，各人保存各人的。", 20, "个", 1, 50
    ),
    "files.megabytes_a_month": Declared(
        "文件",
        "一人30天内上传",
        "防止存储被占满；单个文件的上限另有规定。",
        200,
        "MB",
        20,
        5000,
        is_technical=True,
        is_common=True,
    ),
    "retention.log_days": Declared(
        "保存期限",
        "账号和机构管理记录的说明保存",
        "记录本身（谁、何时、办了什么）和办理建议的记录长期保存；网络安全法第二十一条要求日志不少于六个月。",
        1095,
        "日",
        183,
        3650,
        is_technical=True,
        is_common=True,
    ),
    "retention.message_days": Declared(
        "保存期限",
        "消息和短信保存",
        "消息的文字和发送记录到期删除，发送不完的不删。",
        365,
        "日",
        183,
        3650,
        is_technical=True,
        is_common=True,
    ),
    "retention.draft_days": Declared(
        "保存期限",
        "没有提交的草稿保存",
        "从最后一次保存算起，提交过又退回修改的不算草稿。",
        180,
        "日",
        90,
        3650,
        is_technical=True,
        is_common=True,
    ),
    "retention.practice_days": Declared(
        "保存期限",
        "练习室里的件保存",
        "从写下那天算起，到期删除；谁练过哪几项照常保存。",
        30,
        "日",
        7,
        365,
        is_technical=True,
        is_common=True,
    ),
    "retention.device_days": Declared(
        "保存期限",
        "常用设备的记录保存",
        "从最后一次登录算起，到期后在那台设备上要重新验证。",
        365,
        "日",
        30,
        365,
        is_technical=True,
        is_common=True,
    ),
    "retention.visitors_days": Declared(
        "保存期限",
        "来访和留言群众的姓名、电话保存",
        "从留下那天算起，到期删除；反映的事项和办理结果照常保存。",
        365,
        "日",
        30,
        1095,
        is_technical=True,
        is_common=True,
    ),
    "retention.making_days": Declared(
        "保存期限",
        "生成的文件保存",
        "汇编、整卷等后台生成的文件，到期删除，可以重新生成。",
        30,
        "日",
        7,
        365,
        is_technical=True,
        is_common=True,
    ),
    "retention.form_days": Declared(
        "保存期限",
        "防止重复提交的记录保存",
        "用来认出同一次提交，不含提交的内容；其他系统写入的也按此。",
        30,
        "日",
        7,
        365,
        is_technical=True,
        is_common=True,
    ),
}
