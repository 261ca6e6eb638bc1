using Sampan.Errors;

namespace Sampan.Embedded;

/// <summary>
/// Held while a fleet runs on a data folder, and released by the system however the process ends. So whether a fleet
/// runs is asked of the lock, never of a process id that another process may have by now.
/// </summary>
internal sealed class FleetLock : IDisposable
{
    private readonly FileStream _file;

    private FleetLock(FileStream file) => _file = file;

    /// <exception cref="UserException">Another process runs a fleet on this folder.</exception>
    public static FleetLock Take(DataFolder folder) =>
        TryTake(folder) ?? throw new UserException(
            $"a fleet is already running on {folder.Path}. Stop it with 'sampan down', or start another with --data-dir DIR");

    public static bool IsHeld(DataFolder folder)
    {
        if (!File.Exists(folder.Lock))
        {
            return false;
        }

        using var taken = TryTake(folder);
        return taken is null;
    }

    public void Dispose() => _file.Dispose();

    private static FleetLock? TryTake(DataFolder folder)
    {
        try
        {
            return new FleetLock(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
