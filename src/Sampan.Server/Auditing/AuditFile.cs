using System.Globalization;

namespace Sampan.Server.Auditing;

/// <summary>
/// The audit log's file, mode 0600: lines are appended, and reach the operating system before the request they tell of goes
/// on. A file that grows too large is put aside under the time of day; old ones go.
/// </summary>
internal sealed class AuditFile : IDisposable
{
    private const int DefaultMegabytes = 100;
    private const string TimeFormat = "yyyy-MM-dd'T'HH-mm-ss.fff";

    private readonly AuditOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly long _limit;
    private Stream _stream;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public AuditFile(AuditOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _limit = (options.MaxSize > 0 ? options.MaxSize : DefaultMegabytes) * 1024L * 1024;
        _stream = options.LogPath == "-" ? Console.OpenStandardOutput() : Open(options.LogPath);
    }

    /// <summary>Appends a line.</summary>
    public void Append(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (_stream.CanSeek && _stream.Position > 0 && _stream.Position + line.Length > _limit)
            {
                Rotate();
            }

            _stream.Write(line);
            _stream.Flush();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stream.Dispose();
        }
    }

    private void Rotate()
    {
        _stream.Dispose();
        var now = _time.GetUtcNow();
        var (prefix, suffix) = Affixes();
        File.Move(_options.LogPath, $"{prefix}{now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}{suffix}", overwrite: true);
        _stream = Open(_options.LogPath);
        RemoveOld(now);
    }

    private void RemoveOld(DateTimeOffset now)
    {
        var kept = 0;
        foreach (var (path, time) in Backups().OrderByDescending(backup => backup.Time))
        {
            kept++;
            if ((_options.MaxBackups > 0 && kept > _options.MaxBackups) || (_options.MaxAge > 0 && now - time > TimeSpan.FromDays(_options.MaxAge)))
            {
                File.Delete(path);
            }
        }
    }

    private IEnumerable<(string Path, DateTimeOffset Time)> Backups()
    {
        var (prefix, suffix) = Affixes();
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(_options.LogPath))!))
        {
            var name = Path.GetFullPath(path);
            if (name.Length == prefix.Length + "2006-01-02T15-04-05.000".Length + suffix.Length
                && name.StartsWith(prefix, StringComparison.Ordinal)
                && name.EndsWith(suffix, StringComparison.Ordinal)
                && DateTimeOffset.TryParseExact(name[prefix.Length..^suffix.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                yield return (path, time);
            }
        }
    }

    private (string Prefix, string Suffix) Affixes()
    {
        var full = Path.GetFullPath(_options.LogPath);
        return ($"{Path.Combine(Path.GetDirectoryName(full)!, Path.GetFileNameWithoutExtension(full))}-", Path.GetExtension(full));
    }

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
