using System.Text;

namespace Sampan.Charts;

/// <summary>A file of a chart: its path within the chart, with forward slashes, and its bytes without a byte order mark.</summary>
public sealed record ChartFile(string Name, ReadOnlyMemory<byte> Data)
{
    /// <summary>The bytes as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Data.Span);
}
