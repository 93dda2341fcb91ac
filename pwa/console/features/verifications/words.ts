import type { StateWord } from '@shared/text/states'
import type { Unusual } from '../../api/credential-types'

/** What is unusual, and what it may mean. The figure counts places, or stale presentations. */
export const unusualKinds: Record<Unusual['kind'], { state: StateWord; unit: string; meaning: string }> = {
  code_in_many_places: {
    state: { word: '同一动态码多地核验', tone: 'bad', icon: 'alert' },
    unit: '个网络',
    meaning: '动态码只在 90 秒内有效,出现在多处,可能被拍照转发。',
  },
  card_in_many_places: {
    state: { word: '同一证件多地核验', tone: 'wait', icon: 'eye' },
    unit: '个网络',
    meaning: '证面二维码一天内在许多地方被核验,证件可能被复制;也可能当天检查的地方较多。',
  },
  many_stale: {
    state: { word: '多次出示过期的码', tone: 'wait', icon: 'clock' },
    unit: '次',
    meaning: '可能有人用截图代替本人亮证;也可能是手机时间不准。',
  },
}

export const daysToChoose = ['7', '14', '30'] as const

/** How many days back the address asks for; a week unless said. */
export function daysOf(word: string): string {
  return (daysToChoose as readonly string[]).includes(word) ? word : '7'
}
