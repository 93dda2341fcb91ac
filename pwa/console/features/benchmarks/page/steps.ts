/** Whose turn it is with a version that waits, in a sentence; `publisher`: whether the asker may publish at all. */
export function missingHand(
  { row, may }: { row: { status: string }; may: string[] },
  publisher: boolean,
): string {
  if (row.status === 'draft')
    return may.includes('approve')
      ? '这是草稿,等待审核。请核对内容、校验结果和变更清单。'
      : '这是您录入的草稿,须由另一人审核;您不能审核,只能撤回。'
  if (may.includes('publish')) return '审核已通过,等待发布。发布后自施行日期起生效。'
  return publisher
    ? '这是您录入的,审核已通过,须由另一位执法监督人员发布;您只能撤回。'
    : '审核已通过,等待执法监督人员发布。'
}
