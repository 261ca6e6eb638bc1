using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Testing;

/// <summary>Applies manifests to a cluster, server-side.</summary>
internal sealed class ManifestApplication(ICluster cluster)
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public async Task ApplyFromAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            throw new FileNotFoundException($"There is neither a file nor a folder \"{path}\"; the current folder is {Environment.CurrentDirectory}.", path);
        }

        IEnumerable<string> files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)
            : [path];
        foreach (var file in files)
        {
            await ApplyAsync(await File.ReadAllTextAsync(file, cancellationToken), file, cancellationToken);
        }
    }

    public async Task ApplyAsync(string text, string source, CancellationToken cancellationToken)
    {
        foreach (var manifest in ManifestReader.Read(text, source))
        {
            var type = await FindAsync(manifest, cancellationToken);
            var named = type.Namespaced && manifest.Object.Metadata.Namespace.Length == 0 ? new NamespacedName("default", manifest.Object.Metadata.Name) : manifest.Object.NamespacedName;
            var options = new WriteOptions { FieldManager = "sampan-testing", Force = true };
            var applied = await cluster.PatchAsync(type, named, new Patch(PatchType.Apply, manifest.Object.Utf8Json), options, cancellationToken);
            if (type == WellKnownTypes.CustomResourceDefinitions)
            {
                CheckEstablished(applied);
            }
        }
    }

    private async Task<ResourceType> FindAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var kind = manifest.Object.GroupVersionKind;
        foreach (var type in await cluster.DiscoverAsync(cancellationToken))
        {
            if (type.GroupVersionKind == kind)
            {
                return type;
            }
        }

        throw new InvalidOperationException($"{manifest.Source}: line {manifest.Line}: the cluster has no kind {kind.Kind} in {kind.ApiVersion}; apply its CustomResourceDefinition first.");
    }

    // The server establishes definitions as it stores them, or never.
    private static void CheckEstablished(KubernetesObject definition)
    {
        foreach (var condition in (definition.Root.Member("status") ?? default).Items("conditions"))
        {
            if (condition.StringOrEmpty("type") is "NamesAccepted" or "Established" && condition.StringOrEmpty("status") == "False")
            {
                throw new InvalidOperationException($"CustomResourceDefinition {definition.Metadata.Name} is not established: {condition.StringOrEmpty("message")}");
            }
        }
    }
}
