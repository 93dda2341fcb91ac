/** Why something was put in quarantine; the server's own sentence stands beside it. */
const reasons: Record<string, string> = {
  device_revoked: '设备已吊销',
  device_unknown: '设备未登记',
  signature_invalid: '签名不符',
  schema_invalid: '内容格式不符',
  body_invalid: '内容格式不符',
  claims_invalid: '声明格式不符',
  malformed: '无法读取',
  chain_conflict: '与已收条目冲突',
  conflict: '与已收条目冲突',
  hash_mismatch: '前后不衔接',
}

export function quarantineReason(code: string): string {
  return reasons[code] ?? code
}
