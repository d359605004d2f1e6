// What the page says, by the names that the programs use.
"use strict";

const words = {
  status: {
    "submitted": "已提交", "accepted": "受理", "needs-supplement": "补正", "referred": "转办", "completed": "办结",
    "returned": "退回", "withdrawn": "撤回", "reopened": "重新办理",
  },
  delivery: { "queued": "排队", "sent": "已发出", "acknowledged": "中心已收到", "quarantined": "已隔离" },
  receipt: { "": "未打印", "printed": "已打印", "not-printed": "没打成", "unknown": "不确定" },
  kind: {
    "resident": "居民身份证", "hong-kong-macao-taiwan": "港澳台居民居住证",
    "foreign-2017": "外国人永久居留身份证", "foreign-2023": "外国人永久居留身份证",
  },
  switches: [
    ["no-paper", "没纸了", "no paper"], ["paper-low", "纸快完了", "near end"],
    ["cover-open", "盖子打开", "cover open"], ["cutter-jam", "切刀卡住", "jammed"],
    ["head-hot", "打印头过热", "too hot"], ["printer-mute", "打印不回话", "silent"],
    ["printer-unplugged", "打印机拔掉", "unplugged"], ["card-unreadable", "卡读不出", "unreadable"],
    ["not-an-id-card", "不是身份证", "wrong card"], ["reader-out-of-service", "读卡器坏了", "out of service"],
    ["reader-unplugged", "读卡器拔掉", "unplugged"], ["scanner-unplugged", "扫码口拔掉", "unplugged"],
    ["network-cut", "断网", "network cut"], ["centre-stopped", "中心停机", "stopped"],
  ],
};
