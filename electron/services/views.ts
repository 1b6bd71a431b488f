import type { Handlers } from '#core/handler.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'
import { listViews, orderViews, pinGroups, pinnedGroups, putView, removeView } from '#store/views.ts'
import { audit } from './audit.ts'
import type { Session } from './session.ts'

type ViewHandlers = Pick<
  Handlers,
  'views.list' | 'views.save' | 'views.remove' | 'views.order' | 'surplus.pins' | 'surplus.setPins'
>

/** Views and pinned groups belong to the book: whoever opens it finds them. */
export function viewHandlers(session: Session): ViewHandlers {
  const write = <T>(what: (result: T) => Bilingual, change: () => T): T => {
    const { writer } = session.book()
    const result = writer.transaction(() => {
      const done = change()
      audit(session, 'view-change', what(done))
      return done
    })
    session.changed()
    return result
  }
  return {
    'views.list': () => listViews(session.book().reader),
    'views.save': ({ id, name, address }) =>
      write(
        () => ({ zh: `保存视图“${name}”`, en: `Save the view “${name}”` }),
        () =>
          putView(session.book().writer, { name, address, ...(id === undefined ? {} : { id }) }) ?? missing(id ?? 0),
      ),
    'views.remove': ({ id }) => {
      write(
        ({ name }) => ({ zh: `删除视图“${name}”`, en: `Remove the view “${name}”` }),
        () => removeView(session.book().writer, id) ?? missing(id),
      )
      return null
    },
    'views.order': ({ ids }) => {
      write(
        () => ({ zh: '调整视图顺序', en: 'Put the views in another order' }),
        () => orderViews(session.book().writer, ids),
      )
      return null
    },
    'surplus.pins': () => pinnedGroups(session.book().reader),
    'surplus.setPins': ({ pins }) =>
      write(
        (set) => ({ zh: `置顶病组：${set.join('、') || '无'}`, en: `Pinned groups: ${set.join(', ') || 'none'}` }),
        () => {
          const unique = [...new Set(pins)]
          pinGroups(session.book().writer, unique)
          return unique
        },
      ),
  }
}

function missing(id: number): never {
  throw problem(
    'not-found',
    '这个视图已经不在了，可能在别的窗口里删除过。',
    'That view is gone; it may have been removed in another window.',
    { id },
  )
}
