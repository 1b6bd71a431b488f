import './setup.ts'
import { Chart, Filler, RadarController, RadialLinearScale } from 'chart.js'

Chart.register(RadarController, RadialLinearScale, Filler)
