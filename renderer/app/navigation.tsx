import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Tag, Tooltip } from 'antd'
import { NavLink, useSearchParams } from 'react-router'
import { useSetting } from '#renderer/data/use-setting.ts'
import { useBook } from './book.tsx'
import { globalParams } from './filters.ts'
import { PAGE_GROUPS } from './pages.ts'
import { useText } from './text.tsx'

export function Navigation() {
  const { t } = useText()
  const book = useBook()
  const [params] = useSearchParams()
  const [saved, setCollapsed] = useSetting('ui.navCollapsed')
  const collapsed = saved === true
  const search = globalParams(params).toString()
  const toggle = collapsed ? t('nav.expand') : t('nav.collapse')
  return (
    <nav className={collapsed ? 'nav collapsed' : 'nav'} aria-label={t('nav.label')} data-testid="nav">
      <div className="brand" title={book.path}>
        <span className="brand-mark" aria-hidden>
          衡
        </span>
        {!collapsed && (
          <span className="brand-name">
            <strong data-testid="book-name">{book.name}</strong>
            {book.demonstration && <Tag color="gold">{t('app.demo')}</Tag>}
            {book.readOnly && <Tag>{t('app.readOnly')}</Tag>}
          </span>
        )}
      </div>
      {PAGE_GROUPS.map((group) => (
        <div key={group.id} className="nav-group">
          <div className="nav-caption">{t(`nav.${group.id}`)}</div>
          {group.pages.map(({ id, path, icon: Icon }) => (
            <Tooltip key={id} title={collapsed ? t(`nav.${id}`) : null} placement="right">
              <NavLink to={{ pathname: path, search }} className="nav-link" data-testid={`nav-${id}`}>
                <Icon aria-hidden />
                <span className="nav-word">{t(`nav.${id}`)}</span>
              </NavLink>
            </Tooltip>
          ))}
        </div>
      ))}
      <button
        type="button"
        className="nav-toggle"
        onClick={() => setCollapsed(!collapsed)}
        aria-label={toggle}
        title={toggle}
        data-testid="nav-toggle"
      >
        {collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
      </button>
    </nav>
  )
}
