import type { FindingCheck } from '@shared/api/wire'
import type { StateWord } from '@shared/text/states'

/** How a finding fares when the server reckons it again. */
export const checkStates = {
  same: { word: '与服务器核算一致', tone: 'ok', icon: 'check' },
  differs: { word: '与服务器核算不一致', tone: 'bad', icon: 'alert' },
  unknown_version: { word: '服务器没有这一版裁量基准,无法核算', tone: 'bad', icon: 'help' },
  hash_differs: { word: '所用裁量基准的内容与服务器的不同', tone: 'bad', icon: 'broken' },
} as const satisfies Record<FindingCheck['state'], StateWord>
