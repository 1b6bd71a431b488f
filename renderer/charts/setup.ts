import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import { FONTS } from '#renderer/app/theme.tsx'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)
Chart.defaults.font.family = FONTS
Chart.defaults.font.size = 12
Chart.defaults.animation = false
Chart.defaults.maintainAspectRatio = false
Chart.defaults.responsive = true
