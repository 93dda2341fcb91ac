/** Roles of accounts, as the people who hold them call themselves. */
export const roles: Record<string, string> = {
  officer: '执法人员',
  supervisor: '法制审核人员',
  overseer: '执法监督人员',
  registrar: '证件管理人员',
  administrator: '系统管理员',
  assistant: '司法所协助人员',
}

/** Kinds of certificate. */
export const certificateKinds: Record<string, string> = {
  province: '山西省行政执法证',
  ministry: '部委制发执法证',
  assisting: '行政执法辅助证',
}

/** The word for a role, or the code itself when it is newer than this build. */
export function roleWord(role: string): string {
  return roles[role] ?? role
}
