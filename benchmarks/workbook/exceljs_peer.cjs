// Reads all cells of a workbook, or writes them again, with exceljs in memory.
const ExcelJS = require('exceljs');

const [what, , source, target] = process.argv.slice(2);

(async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(source);
  const cells = new Map();
  book.eachSheet((sheet) => cells.set(sheet.name, sheet.getSheetValues()));
  if (what !== 'write') return;
  // Reading is taken off by whoever measures.
  const again = new ExcelJS.Workbook();
  for (const [name, rows] of cells) again.addWorksheet(name).addRows(rows.slice(1));
  await again.xlsx.writeFile(target);
})();
