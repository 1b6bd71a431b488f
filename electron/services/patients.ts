import type { Handlers } from '#core/handler.ts'
import { patientKeyState, renewPatientKey } from './pseudonym.ts'
import type { Session } from './session.ts'

export function patientHandlers(session: Session): Pick<Handlers, 'patients.key' | 'patients.renewKey'> {
  return {
    'patients.key': () => patientKeyState(session),
    'patients.renewKey': () => {
      renewPatientKey(session)
      return patientKeyState(session)
    },
  }
}
