using System.Globalization;
using Sampan.Charts.Downloads;

namespace Sampan.Reports;

/// <summary>
/// How far downloads are, on one line of a terminal that is written over and gone at the end:
/// <c>downloading 3 files, 1.2 of 4.5 MiB</c>. What is over in a moment is not shown.
/// </summary>
internal sealed class DownloadLine(TextWriter terminal, TimeProvider time) : IProgress<DownloadProgress>
{
    private const string Clear = "\r\e[K";
    private const double Mebibyte = 1024 * 1024;
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan NextAfter = TimeSpan.FromMilliseconds(100);

    private readonly Lock _writing = new();
    private readonly Dictionary<Uri, DownloadProgress> _running = [];
    private long _next;
    private bool _isShown;

    public void Report(DownloadProgress value)
    {
        lock (_writing)
        {
            if (_running.Count == 0)
            {
                _next = time.GetTimestamp() + Ticks(FirstAfter);
            }

            if (value.IsOver)
            {
                _running.Remove(value.Address);
            }
            else
            {
                _running[value.Address] = value;
            }

            Show();
        }
    }

    private void Show()
    {
        if (_running.Count == 0)
        {
            terminal.Write(_isShown ? Clear : "");
            _isShown = false;
        }
        else if (time.GetTimestamp() >= _next)
        {
            terminal.Write(Clear + Text());
            _isShown = true;
            _next = time.GetTimestamp() + Ticks(NextAfter);
        }
    }

    private string Text()
    {
        var received = _running.Values.Sum(download => download.Received) / Mebibyte;
        var total = _running.Values.Sum(download => download.Total) / Mebibyte;
        var files = _running.Count == 1 ? Path.GetFileName(_running.Keys.First().AbsolutePath) : string.Create(CultureInfo.InvariantCulture, $"{_running.Count} files");
        return _running.Values.All(download => download.Total is not null)
            ? string.Create(CultureInfo.InvariantCulture, $"downloading {files}, {received:0.0} of {total:0.0} MiB")
            : string.Create(CultureInfo.InvariantCulture, $"downloading {files}, {received:0.0} MiB");
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
