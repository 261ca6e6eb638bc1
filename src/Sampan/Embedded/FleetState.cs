using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Embedded;

/// <summary>What a running fleet tells the other commands about itself, kept in the data folder while it runs.</summary>
/// <param name="ProcessId">The process that serves the fleet.</param>
/// <param name="Server">The server's base address, such as <c>https://127.0.0.1:6443</c>.</param>
/// <param name="Kubeconfig">The kubeconfig written for it.</param>
/// <param name="Clusters">The clusters, the hub first.</param>
/// <param name="NodesPerMember">Simulated nodes of each member.</param>
internal sealed record FleetState(int ProcessId, string Server, string Kubeconfig, IReadOnlyList<string> Clusters, int NodesPerMember)
{
    /// <summary>Writes the file whole or not at all.</summary>
    public void Write(string path)
    {
        var json = new JsonObject
        {
            ["processId"] = ProcessId,
            ["server"] = Server,
            ["kubeconfig"] = Kubeconfig,
            ["clusters"] = new JsonArray([.. Clusters.Select(name => JsonValue.Create(name))]),
            ["nodesPerMember"] = NodesPerMember,
        };
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, json.ToUtf8Bytes());
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads the file; null where it is absent or was written by another version.</summary>
    public static FleetState? Read(string path)
    {
        try
        {
            var json = JsonElement.Parse(File.ReadAllBytes(path));
            List<string> clusters = [];
            foreach (var cluster in json.Items("clusters"))
            {
                clusters.Add(cluster.ToString());
            }

            return new FleetState(
                (int)(json.Integer("processId") ?? 0),
                json.StringOrEmpty("server"),
                json.StringOrEmpty("kubeconfig"),
                clusters,
                (int)(json.Integer("nodesPerMember") ?? 0));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
