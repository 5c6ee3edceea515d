namespace ResponsibilityMatrix.Tables;

/// <summary>How rows are written.</summary>
public enum RowFormat
{
    /// <summary>CSV in UTF-8, with a row of headings.</summary>
    Csv,

    /// <summary>An object of JSON a line.</summary>
    Ndjson,

    /// <summary>Parquet.</summary>
    Parquet,
}
