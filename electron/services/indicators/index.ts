import type { Handlers, ServiceEnv } from '#core/handler.ts'
import type { Session } from '../session.ts'
import { steadyReader } from '../steady-reading.ts'
import { indicatorChart } from './chart.ts'
import { exportIndicators } from './export.ts'
import { indicatorList } from './list.ts'

type Method = 'indicators.list' | 'indicators.chart' | 'indicators.export'

/** 指标: the whole list over a slice, and any of it between control limits. */
export function indicatorHandlers(env: ServiceEnv, session: Session): Pick<Handlers, Method> {
  const steady = steadyReader(session)
  return {
    'indicators.list': (request, context) => steady((reading) => indicatorList(reading, request), context),
    'indicators.chart': (request, context) => steady((reading) => indicatorChart(reading, request), context),
    'indicators.export': async ({ language, path, ...request }, context) => {
      const list = await steady((reading) => indicatorList(reading, request), context)
      return await exportIndicators(env, session, list, language, path)
    },
  }
}
