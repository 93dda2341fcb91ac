"""Words from which violations are put together for large libraries."""

import hashlib
from random import Random

_ABOUT = [
    "食品安全",
    "药品管理",
    "消防",
    "安全生产",
    "道路运输",
    "城市市容和环境卫生管理",
    "劳动合同",
    "产品质量",
    "特种设备安全",
    "农产品质量安全",
    "传染病防治",
    "土地管理",
    "水污染防治",
    "固体废物污染环境防治",
    "建设工程质量管理",
    "价格",
    "广告",
    "反不正当竞争",
    "消费者权益保护",
    "种子",
    "动物防疫",
    "渔业",
    "森林",
    "草原",
    "水土保持",
    "城镇燃气管理",
    "旅游",
    "文物保护",
]
LAWS = [f"{about}{kind}" for about in _ABOUT for kind in ("法", "条例", "办法")]
WHO = [
    "经营者",
    "生产企业",
    "网络交易平台",
    "餐饮服务提供者",
    "运输企业",
    "施工单位",
    "建设单位",
    "物业服务人",
    "医疗机构",
    "用人单位",
]
DID = [
    "未按规定",
    "拒不",
    "擅自",
    "超范围",
    "不如实",
    "未取得许可",
    "伪造、变造",
    "逾期未",
    "违反操作规程",
    "未按照标准",
    "未建立",
    "隐瞒",
]
WHAT = [
    "建立进货查验记录制度",
    "公示收费标准",
    "设置疏散通道",
    "报告事故",
    "更换灭火器材",
    "处置餐厨垃圾",
    "缴存保证金",
    "检验检测设备",
    "保存交易信息",
    "培训从业人员",
    "堆放危险物品",
    "排放污水",
    "张贴标签标识",
    "购买原料",
    "转让许可证",
    "聘用无证人员",
    "占用公共场地",
    "改变用途",
    "安装监控",
    "提交年度报告",
    "召回缺陷产品",
    "标明生产日期",
    "进行风险评估",
    "接受监督检查",
    "配备专职人员",
]
_WHERE = [
    "(农村地区)",
    "(景区内)",
    "(学校周边)",
    "(再次发现)",
    "(节假日)",
    "(网络销售)",
    "(批发环节)",
    "(零售环节)",
    "(储存环节)",
]
WHERE = ["", *_WHERE]


def violation(random: Random, shape: str) -> str:
    """A third like the demo set's own, the rest put together."""
    if random.random() < 0.33:
        return f"{random.choice(WHO)}{shape}{random.choice(WHERE)}"
    second = f",或者{random.choice(DID)}{random.choice(WHAT)}" if random.random() < 0.4 else ""
    return f"{random.choice(WHO)}{random.choice(DID)}{random.choice(WHAT)}{second}{random.choice(WHERE)}"


def digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
