namespace Sampan.Commands.Helm;

/// <summary>Helm's folders: named by its own environment variables, else by those of XDG, else below the home folder.</summary>
internal sealed class HelmFolders(HelmEnvironment environment)
{
    public string Cache => Folder("HELM_CACHE_HOME", "XDG_CACHE_HOME", ".cache");

    public string Config => Folder("HELM_CONFIG_HOME", "XDG_CONFIG_HOME", ".config");

    public string Data => Folder("HELM_DATA_HOME", "XDG_DATA_HOME", ".local/share");

    public string Home => environment.Variable("HOME") ?? "";

    private string Folder(string own, string shared, string below) =>
        environment.Variable(own) is { Length: > 0 } named ? named
        : environment.Variable(shared) is { Length: > 0 } parent ? Path.Combine(parent, "helm")
        : Path.Combine(Home, below, "helm");
}
