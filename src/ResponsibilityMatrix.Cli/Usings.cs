global using ResponsibilityMatrix.Reports;
