using Sampan.Errors;

namespace Sampan.Embedded;

/// <summary>Where an embedded fleet keeps its state: database, certificates, kubeconfig, log. Only its owner can read it.</summary>
internal sealed class DataFolder
{
    private DataFolder(string path) => Path = path;

    public string Path { get; }

    public string Kubeconfig => System.IO.Path.Combine(Path, "kubeconfig");

    public string Database => System.IO.Path.Combine(Path, "fleet.db");

    public string State => System.IO.Path.Combine(Path, "fleet.json");

    public string Lock => System.IO.Path.Combine(Path, "fleet.lock");

    public string Log => System.IO.Path.Combine(Path, "fleet.log");

    public string Certificates => System.IO.Path.Combine(Path, "pki");

    /// <summary>The key that signs service accounts' tokens.</summary>
    public string SigningKey => System.IO.Path.Combine(Certificates, "sa.key");

    /// <summary>The named folder, or <c>$XDG_DATA_HOME/sampan</c>, or <c>~/.local/share/sampan</c>.</summary>
    public static DataFolder At(string? named) => new(System.IO.Path.GetFullPath(named ?? Default()));

    /// <summary>Creates the folder for its owner alone.</summary>
    /// <exception cref="UserException">It cannot be created.</exception>
    public void Create()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Path);
            }
            else
            {
                Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot create the data folder {Path}: {exception.Message}. Name another with --data-dir DIR", exception);
        }
    }

    private static string Default()
    {
        var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        return string.IsNullOrEmpty(data)
            ? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "sampan")
            : System.IO.Path.Combine(data, "sampan");
    }
}
