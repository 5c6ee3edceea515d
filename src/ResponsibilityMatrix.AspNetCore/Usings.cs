global using ResponsibilityMatrix.Collections;
