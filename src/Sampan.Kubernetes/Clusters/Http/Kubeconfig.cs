using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>
/// One or more kubeconfig files, read as kubectl reads them: a given file, else those of <c>KUBECONFIG</c>, else
/// <c>~/.kube/config</c>. Of entries with one name the first counts.
/// </summary>
public sealed class Kubeconfig
{
    private readonly K8SConfiguration _configuration;
    private readonly string _source;

    private Kubeconfig(K8SConfiguration configuration, string source)
    {
        _configuration = configuration;
        _source = source;
    }

    /// <summary>The names of the contexts, in the files' order.</summary>
    public IReadOnlyList<string> Contexts => [.. (_configuration.Contexts ?? []).Select(context => context.Name)];

    /// <summary>The context that is used where none is named; null where the files set none.</summary>
    public string? CurrentContext => string.IsNullOrEmpty(_configuration.CurrentContext) ? null : _configuration.CurrentContext;

    /// <summary>Reads the kubeconfig.</summary>
    /// <param name="path">A file, or null for the usual ones.</param>
    /// <exception cref="KubeconfigException">No file exists, or one is no kubeconfig.</exception>
    public static Kubeconfig Load(string? path = null)
    {
        string[] candidates = path is not null ? [path] : DefaultPaths();
        var found = candidates.Where(File.Exists).ToList();
        if (found.Count == 0)
        {
            throw new KubeconfigException(path is not null
                ? $"{path}: no such kubeconfig file."
                : $"No kubeconfig found at {string.Join(", ", candidates)}. Name a file with --kubeconfig or KUBECONFIG, or start a fleet with 'sampan up'.");
        }

        var merged = Read(found[0]);
        foreach (var file in found.Skip(1))
        {
            Merge(merged, Read(file));
        }

        return new Kubeconfig(merged, string.Join(", ", found));
    }

    /// <summary>The namespace that a context works in; <c>default</c> where it names none.</summary>
    /// <exception cref="KubeconfigException">There is no such context.</exception>
    public string NamespaceOf(string? context = null) =>
        Find(context).ContextDetails?.Namespace is { Length: > 0 } @namespace ? @namespace : "default";

    /// <summary>The door to the cluster of a context. Nothing is sent yet.</summary>
    /// <param name="context">The context's name; null or empty for the current one.</param>
    /// <exception cref="KubeconfigException">There is no such context, it is not complete, or none is current.</exception>
    public HttpCluster Connect(string? context = null)
    {
        var name = Find(context).Name;
        try
        {
            var settings = KubernetesClientConfiguration.BuildConfigFromConfigObject(_configuration, name);
            settings.UserAgent = "sampan";
            return new HttpCluster(name, HttpTransport.Create(settings), new Uri(settings.Host), k8s.Kubernetes.CreateCredentials(settings));
        }
        catch (Exception exception) when (exception is KubeConfigException or IOException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw new KubeconfigException($"{_source}: context \"{name}\" cannot be used: {exception.Message}", exception);
        }
    }

    private Context Find(string? name)
    {
        name = !string.IsNullOrEmpty(name) ? name : CurrentContext ?? throw new KubeconfigException($"{_source}: no current-context is set; name one of {Known()}.");
        return (_configuration.Contexts ?? []).FirstOrDefault(context => context.Name == name)
            ?? throw new KubeconfigException($"{_source}: there is no context \"{name}\"; there are {Known()}.");
    }

    private string Known() => Contexts.Count == 0 ? "none" : string.Join(", ", Contexts);

    private static string[] DefaultPaths() =>
        Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } variable
            ? variable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            : [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")];

    private static K8SConfiguration Read(string file)
    {
        try
        {
            // Relative paths of certificates inside the file are relative to the file.
            return KubernetesClientConfiguration.LoadKubeConfig(new FileInfo(file), useRelativePaths: true)
                ?? throw new KubeconfigException($"{file}: the file is empty.");
        }
        catch (YamlDotNet.Core.YamlException exception)
        {
            throw new KubeconfigException($"{file}:{exception.Start.Line}:{exception.Start.Column}: no valid kubeconfig: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KubeConfigException)
        {
            throw new KubeconfigException($"{file}: cannot be read: {exception.Message}", exception);
        }
    }

    private static void Merge(K8SConfiguration target, K8SConfiguration source)
    {
        target.CurrentContext = string.IsNullOrEmpty(target.CurrentContext) ? source.CurrentContext : target.CurrentContext;
        target.Clusters = (target.Clusters ?? []).Concat(source.Clusters ?? []).DistinctBy(cluster => cluster.Name).ToList();
        target.Contexts = (target.Contexts ?? []).Concat(source.Contexts ?? []).DistinctBy(context => context.Name).ToList();
        target.Users = (target.Users ?? []).Concat(source.Users ?? []).DistinctBy(user => user.Name).ToList();
    }
}
