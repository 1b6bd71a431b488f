import type { Handlers, ServiceEnv, ServiceMethod } from '#core/handler.ts'
import type { Session } from '../session.ts'
import { exportHandlers } from './export/export-handler.ts'
import { reportHandlers } from './report-handlers.ts'
import { runHandlers } from './run-handlers.ts'
import { settingsHandlers } from './settings.ts'
import { sheetHandlers } from './sheets.ts'

type CostingHandlers = Pick<Handlers, Extract<ServiceMethod, `costing.${string}`>>

/** What each case really cost: settings, runs, reports and activity sheets. */
export function costingHandlers(env: ServiceEnv, session: Session): CostingHandlers {
  return {
    ...settingsHandlers(session),
    ...runHandlers(session),
    ...reportHandlers(session),
    ...sheetHandlers(session),
    ...exportHandlers(env, session),
  }
}
