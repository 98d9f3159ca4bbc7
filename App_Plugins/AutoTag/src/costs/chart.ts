import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip, type ChartConfiguration } from 'chart.js';
import type { Reader } from '../shared/say.js';
import { dayName, exact, type Series } from './words.js';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

const micro = 1_000_000;

/** Each stands off from a light and from a dark page by 3 : 1 at least. */
const colours = ['#3b7dd8', '#c2571a', '#2b8a54', '#8d5fc4', '#a87b05', '#c0487c', '#1f8a9a', '#7b7f8a'];

/** What the page looks like at this moment. */
export interface Look {
  readonly text: string;
  readonly line: string;
  readonly font: string;
  readonly rtl: boolean;
}

/** Draws what each day cost, one colour for each connection. Destroy it before its canvas goes. */
export function draw(canvas: HTMLCanvasElement, { days, connections }: Series, { text, line, font, rtl }: Look, reader: Reader): Chart {
  const configuration: ChartConfiguration<'bar', number[], string> = {
    type: 'bar',
    data: {
      labels: days.map((day) => dayName(day, reader, 'short')),
      datasets: connections.map(({ alias, usd }, place) => ({ label: alias, data: [...usd], backgroundColor: colours[place % colours.length], maxBarThickness: 32 })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      locale: reader.language,
      color: text,
      font: { family: font },
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { stacked: true, reverse: rtl, grid: { display: false }, ticks: { color: text, maxRotation: 0, autoSkipPadding: 16 } },
        y: {
          stacked: true,
          beginAtZero: true,
          position: rtl ? 'right' : 'left',
          grid: { color: line },
          ticks: { color: text, maxTicksLimit: 5, callback: (value) => exact(Number(value) * micro, reader) },
        },
      },
      plugins: {
        legend: { display: connections.length > 1, position: 'bottom', rtl, labels: { color: text } },
        tooltip: { rtl, filter: ({ parsed }) => parsed.y !== 0, callbacks: { label: ({ dataset, parsed }) => `${dataset.label}: ${exact(Math.round((parsed.y ?? 0) * micro), reader)}` } },
      },
    },
  };
  return new Chart(canvas, configuration);
}
