using System.CommandLine;
using Sampan.Clusters;
using Sampan.Embedded;
using Sampan.Kubernetes.Clusters;

namespace Sampan.Commands;

/// <summary>The options that say where clusters are found.</summary>
internal sealed class ClusterArguments
{
    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "The kubeconfig (default: $KUBECONFIG, else a running embedded fleet's, else ~/.kube/config)" };
    private readonly DataFolderOption _folder = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_kubeconfig);
        _folder.AddTo(command);
    }

    /// <summary>The data folder of the embedded fleet.</summary>
    public DataFolder Folder(ParseResult parsed) => _folder.Of(parsed);

    /// <summary>The clusters of the kubeconfig; says on standard error which one that is.</summary>
    public IClusterDirectory Open(ParseResult parsed)
    {
        var path = parsed.GetValue(_kubeconfig) ?? Default(Folder(parsed));
        Console.Error.WriteLine($"clusters of {path}");
        return new KubeconfigClusters(path);
    }

    private static string Default(DataFolder folder)
    {
        var named = Environment.GetEnvironmentVariable("KUBECONFIG");
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        return FleetLock.IsHeld(folder) && FleetState.Read(folder.State) is { } state
            ? state.Kubeconfig
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
    }
}
