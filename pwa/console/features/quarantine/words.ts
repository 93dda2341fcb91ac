/** Why something was put in quarantine; the server's own sentence stands beside it. */
const reasons: Record<string, string> = {
  device_revoked: '设备已停用',
  device_unknown: '设备未登记',
  device_not_yours: '设备不属于该账号',
  signature_invalid: '签名不符',
  claims_invalid: '内容不合规格',
  body_invalid: '条目正文不合规格',
  entry_too_large: '条目过大',
  chain_start_invalid: '记录链的开头不合规定',
  officer_mismatch: '执法人员与账号不符',
  kind_unknown: '条目种类不明',
  entry_malformed: '无法读取',
  jti_conflict: '编号与已收条目冲突',
  prev_mismatch: '与前一条不衔接',
  seq_conflict: '序号与已收条目冲突',
  opened_twice: '重复开始检查',
  opening_refused: '接在未采用的“开始检查”之后',
}

export function quarantineReason(code: string): string {
  return reasons[code] ?? code
}
