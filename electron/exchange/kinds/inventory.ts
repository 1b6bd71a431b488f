import { column, type KindSpec, REQUIRED } from './column.ts'

/** Monthly balance of a store (机构药库结转提取表, 机构药房结转提取表, or a material store's): one row per article. */
export const INVENTORY: KindSpec = {
  kind: 'inventory',
  label: { zh: '库存结转', en: 'Inventory' },
  columns: [
    column('period', 'period', '期间', 'Period', '年月 月份 结转月份 会计期间 month', REQUIRED),
    column('store', 'text', '库房', 'Store', '药库名称 药房名称 库房名称 仓库 仓库名称', REQUIRED),
    column(
      'item_code',
      'code',
      '项目编码',
      'Item code',
      '项目代码 收费项目编码 院内编码 物资编码 药品编码 耗材编码',
      REQUIRED,
    ),
    column('item_name', 'text', '项目名称', 'Item name', '商品名称 物资名称 药品名称 耗材名称', REQUIRED),
    column('insurer_code', 'code', '医保编码', 'Insurer code', '国标代码 国家编码 医保目录编码'),
    column('category', 'text', '商品类型', 'Kind of article', '物资类别 物资类型 类别'),
    column('spec', 'text', '规格', 'Specification', '商品规格 规格型号'),
    column('unit', 'text', '单位', 'Unit', '库存单位 计量单位'),
    column('opening', 'number', '上期结存数', 'Opening', '期初数 期初库存 期初数量 上期结存', REQUIRED),
    column('received', 'number', '本期收入数', 'Received', '入库数 本期入库 入库数量 本期收入', REQUIRED),
    column('issued', 'number', '本期支出数', 'Issued', '出库数 本期出库 出库数量 本期支出', REQUIRED),
    column('closing', 'number', '本期结存数', 'Closing', '期末数 期末库存 期末数量 本期结存', REQUIRED),
    column('purchase_price', 'number', '购入价', 'Purchase price', '进价 采购价 采购单价'),
    column('retail_price', 'number', '零售价', 'Retail price', '售价 销售价'),
  ],
}
