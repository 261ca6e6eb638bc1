// Packs what the official client library's documentation says of the API's types and fields into the data file that
// kubectl explain is answered from.
//   dotnet run eng/ReferenceData/Descriptions.cs -- ../shared/reference/kubernetes-1.36 ~/.nuget/packages/kubernetesclient.aot/21.0.8/lib/net10.0/KubernetesClient.Aot.xml src/Sampan.Server/OpenApi/descriptions.json.br
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

var (reference, documentation, output) = (args[0], args[1], args[2]);
var types = JsonNode.Parse(File.ReadAllText(Path.Combine(reference, "types.json")))!["types"]!.AsObject();
var texts = new Dictionary<string, string>();
var described = new List<(string Name, string Text)>();
string[] queried =
[
    "allowWatchBookmarks", "continueParameter", "dryRun", "fieldManager", "fieldSelector", "fieldValidation", "force", "gracePeriodSeconds", "labelSelector", "limit",
    "orphanDependents", "propagationPolicy", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch",
];
foreach (var member in XDocument.Load(documentation).Descendants("member"))
{
    var name = (string)member.Attribute("name")!;
    if (member.Element("summary") is { } summary && (name.StartsWith("T:k8s.Models.", StringComparison.Ordinal) || name.StartsWith("P:k8s.Models.", StringComparison.Ordinal)))
    {
        texts[name[13..].ToLowerInvariant()] = Unwrap(summary.Value);
    }
    else if (name.StartsWith("M:k8s.", StringComparison.Ordinal))
    {
        described.AddRange(member.Elements("param").Select(parameter => ((string)parameter.Attribute("name")!, Unwrap(parameter.Value))).Where(parameter => queried.Contains(parameter.Item1)));
    }
}

var packed = new JsonObject();
var (found, missing) = (0, 0);
foreach (var (name, node) in types)
{
    if (ModelName(name) is not { } model)
    {
        continue;
    }

    var item = new JsonObject { [""] = texts[model] };
    foreach (var (field, _) in node!["fields"] as JsonObject ?? [])
    {
        var key = $"{model}.{field.Replace("-", "").Replace("$", "").ToLowerInvariant()}";
        if ((texts.GetValueOrDefault(key) ?? texts.GetValueOrDefault(key + "property")) is { Length: > 0 } text)
        {
            item[field] = text;
            found++;
        }
        else
        {
            missing++;
        }
    }

    packed[Short(name)] = item;
}

// Of the operations' parameters, each has nearly the same text wherever it stands; the client renames what C# reserves.
var parameters = new JsonObject();
foreach (var parameter in described.GroupBy(one => one.Name.Replace("Parameter", "")).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    parameters[parameter.Key] = parameter.GroupBy(one => one.Text).MaxBy(same => same.Count())!.Key;
}

packed["parameters"] = parameters;

var bytes = Encoding.UTF8.GetBytes(packed.ToJsonString());
using var compressed = new MemoryStream();
using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
{
    brotli.Write(bytes);
}

File.WriteAllBytes(output, compressed.ToArray());
Console.WriteLine($"{output}: {packed.Count} of {types.Count} types, {found} fields, {missing} without text, {compressed.Length} bytes compressed");

// V1PodSpec, or with the group before where several groups have the name: Corev1Event.
string? ModelName(string type)
{
    var parts = type.Split('.');
    var (group, version, name) = (parts[^3], parts[^2], parts[^1]);
    return ((string[])[$"{group}{version}{name}", $"{version}{name}"]).Select(candidate => candidate.ToLowerInvariant()).FirstOrDefault(texts.ContainsKey);
}

static string Unwrap(string text) => string.Join("\n\n", Regex.Split(text.Trim(), @"\r?\n\s*\r?\n").Select(paragraph => Regex.Replace(Regex.Replace(paragraph.Trim(), @"\s*\r?\n\s*(?!-)", " "), @"\s*\r?\n\s*-", "\n -")));

static string Short(string name) => name
    .Replace("io.k8s.api.", "")
    .Replace("io.k8s.apimachinery.pkg.apis.", "")
    .Replace("io.k8s.apimachinery.pkg.", "")
    .Replace("io.k8s.apiextensions-apiserver.pkg.apis.", "")
    .Replace("io.k8s.kube-aggregator.pkg.apis.", "");
