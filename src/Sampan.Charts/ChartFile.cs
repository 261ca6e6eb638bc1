using System.Runtime.InteropServices;
using System.Text;

namespace Sampan.Charts;

/// <summary>A file of a chart: its path within the chart, with forward slashes, and its bytes without a byte order mark.</summary>
public sealed record ChartFile(string Name, ReadOnlyMemory<byte> Data)
{
    /// <summary>The bytes as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Data.Span);

    /// <summary>The bytes as a stream that only reads.</summary>
    internal MemoryStream Open() => MemoryMarshal.TryGetArray(Data, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(Data.ToArray(), writable: false);
}
