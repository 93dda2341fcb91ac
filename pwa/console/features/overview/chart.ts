import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import type { Line } from './words'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

/** The colours of the page as it looks now. */
function look() {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  return {
    now: colour('--color-primary'),
    before: colour('--color-wait'),
    text: colour('--color-text-soft'),
    line: colour('--color-line'),
    ground: colour('--color-raised'),
    words: colour('--color-text'),
    font: getComputedStyle(document.body).fontFamily,
  }
}

/**
 * This period as bars, the period before as diamonds: the shape tells them apart, not the colour alone. Nothing moves
 * where the system asks for no motion.
 */
export function draw(
  canvas: HTMLCanvasElement,
  lines: readonly Line[],
  names: { now: string; before: string },
  sideways: boolean,
): Chart {
  const colours = look()
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const ticks = { color: colours.text, font: { family: colours.font, size: 13 } }
  const value = { beginAtZero: true, grid: { color: colours.line }, ticks: { ...ticks, precision: 0 } }
  const label = { grid: { display: false }, ticks: { ...ticks, autoSkip: !sideways } }
  const configuration: ChartConfiguration<'bar' | 'line', (number | null)[], string> = {
    type: 'bar',
    data: {
      labels: lines.map((line) => shortened(line.name, sideways)),
      datasets: [
        {
          type: 'line',
          label: names.before,
          data: lines.map((line) => line.before),
          borderColor: colours.before,
          backgroundColor: colours.before,
          pointStyle: 'rectRot',
          pointRadius: 5,
          borderWidth: 2,
          borderDash: [4, 4],
          showLine: !sideways,
        },
        {
          type: 'bar',
          label: names.now,
          data: lines.map((line) => line.now),
          backgroundColor: colours.now,
          borderRadius: 3,
          maxBarThickness: 26,
        },
      ],
    },
    options: {
      ...(still ? { animation: false as const } : { animation: { duration: 160 } }),
      indexAxis: sideways ? 'y' : 'x',
      responsive: true,
      maintainAspectRatio: false,
      scales: sideways ? { x: value, y: label } : { x: label, y: value },
      plugins: {
        tooltip: {
          backgroundColor: colours.ground,
          titleColor: colours.words,
          bodyColor: colours.words,
          borderColor: colours.line,
          borderWidth: 1,
        },
      },
    },
  }
  return new Chart(canvas, configuration as ChartConfiguration)
}

/** A long name beside a bar leaves no room for the bar; the table has it whole. */
function shortened(name: string, sideways: boolean): string {
  const most = window.innerWidth < 700 ? 9 : 16
  return sideways && name.length > most ? `${name.slice(0, most - 1)}…` : name
}
