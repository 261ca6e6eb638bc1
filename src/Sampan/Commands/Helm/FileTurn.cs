namespace Sampan.Commands.Helm;

/// <summary>A turn at changing a file: one process at a time, held by a lock file beside it, as Helm does.</summary>
internal sealed class FileTurn : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _lock;

    private FileTurn(FileStream held) => _lock = held;

    /// <summary>Waits for the turn; throws <see cref="HelmException"/> when it does not come.</summary>
    public static async Task<FileTurn> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var lockPath = Path.ChangeExtension(path, ".lock");
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                return new FileTurn(new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (UnauthorizedAccessException)
            {
                throw new HelmException($"open {lockPath}: permission denied");
            }
            catch (IOException exception) when (time.GetElapsedTime(start) > Patience || !File.Exists(lockPath))
            {
                throw new HelmException($"{lockPath} cannot be locked: {exception.Message}");
            }
            catch (IOException)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => _lock.DisposeAsync();
}
