// Packs the roles and bindings that every Kubernetes cluster starts with into the data file that Sampan.Server embeds.
//   dotnet run eng/ReferenceData/BootstrapPolicy.cs -- ../shared/reference/kubernetes-1.36/rbac src/Sampan.Server/Authorization/bootstrap-policy.json.br
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

var (reference, output) = (args[0], args[1]);
var packed = new JsonObject();
foreach (var plural in new[] { "clusterroles", "clusterrolebindings", "roles", "rolebindings" })
{
    packed[plural] = JsonNode.Parse(File.ReadAllText(Path.Combine(reference, plural + ".json")));
}

var bytes = Encoding.UTF8.GetBytes(packed.ToJsonString());
using var compressed = new MemoryStream();
using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
{
    brotli.Write(bytes);
}

File.WriteAllBytes(output, compressed.ToArray());
Console.WriteLine($"{output}: {bytes.Length} bytes of JSON, {compressed.Length} compressed");
