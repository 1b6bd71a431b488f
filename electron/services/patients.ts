import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { exportPatientKey, patientKeyState, renewPatientKey } from './pseudonym.ts'
import type { Session } from './session.ts'

export function patientHandlers(
  env: Pick<ServiceEnv, 'exportFolder'>,
  session: Session,
): Pick<Handlers, 'patients.key' | 'patients.renewKey' | 'patients.exportKey'> {
  return {
    'patients.key': () => patientKeyState(session),
    'patients.renewKey': () => {
      renewPatientKey(session)
      return patientKeyState(session)
    },
    'patients.exportKey': ({ path }) => ({
      path: exportPatientKey(session, (bookId) => path ?? join(env.exportFolder, `${bookId}.json`)),
    }),
  }
}
