// Packs the facts about the Kubernetes API (names and numbers only) into the data file that Sampan.Server embeds.
//   dotnet run eng/ReferenceData/ReferenceData.cs -- ../shared/reference/kubernetes-1.36 src/Sampan.Server/Schemas/kubernetes.json.br
// Input: resources.json (discovery), types.json (fields), protobuf.json (field numbers), tables.json
// (columns of kubectl get), and presence.txt beside this file.
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

var (reference, output) = (args[0], args[1]);
var types = Read("types.json")["types"]!.AsObject();
var messages = Read("protobuf.json").AsObject();
var presence = ReadPresence(Path.Combine(Folder(), "presence.txt"));

var packed = new JsonObject { ["resources"] = PackResources(Read("resources.json").AsArray()), ["types"] = PackTypes(), ["tables"] = Read("tables.json") };
var bytes = Encoding.UTF8.GetBytes(packed.ToJsonString());
using var compressed = new MemoryStream();
using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
{
    brotli.Write(bytes);
}

File.WriteAllBytes(output, compressed.ToArray());
Console.WriteLine($"{output}: {types.Count} types, {bytes.Length} bytes of JSON, {compressed.Length} compressed");

JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(reference, file)))!;

static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

static string Short(string name) => name
    .Replace("io.k8s.api.", "")
    .Replace("io.k8s.apimachinery.pkg.apis.", "")
    .Replace("io.k8s.apimachinery.pkg.", "")
    .Replace("io.k8s.apiextensions-apiserver.pkg.apis.", "")
    .Replace("io.k8s.kube-aggregator.pkg.apis.", "");

static Dictionary<string, Dictionary<string, string>> ReadPresence(string file)
{
    var result = new Dictionary<string, Dictionary<string, string>>();
    foreach (var line in File.ReadLines(file).Where(line => !line.StartsWith('#')))
    {
        var words = line.Split(' ');
        result[words[0]] = words[1..].ToDictionary(word => word.TrimEnd('*', '!', '.', '~'), word => word[word.TrimEnd('*', '!', '.', '~').Length..]);
    }

    return result;
}

// Subresources become members of their resource: {"group","version","plural","singular","kind","namespaced","verbs",…,"subresources":[{"name","kind",…}]}.
static JsonArray PackResources(JsonArray entries)
{
    var resources = new Dictionary<string, JsonObject>();
    foreach (var entry in entries.Select(entry => entry!.AsObject()).OrderBy(entry => ((string)entry["name"]!).Contains('/')))
    {
        var path = ((string)entry["name"]!).Split('/');
        var groupVersion = (string)entry["groupVersion"]!;
        var slash = groupVersion.IndexOf('/');
        var key = groupVersion + " " + path[0];
        var item = new JsonObject { ["name"] = path[^1], ["kind"] = Copy(entry["kind"]), ["verbs"] = Copy(entry["verbs"]) };
        if (path.Length == 2)
        {
            AddIfPresent(item, entry, "group", "version");
            if (resources[key]["subresources"] is not JsonArray subresources)
            {
                resources[key]["subresources"] = subresources = [];
            }

            subresources.Add((JsonNode)item);
            continue;
        }

        item["group"] = slash < 0 ? "" : groupVersion[..slash];
        item["version"] = groupVersion[(slash + 1)..];
        AddIfPresent(item, entry, "singular", "namespaced", "shortNames", "categories");
        resources[key] = item;
    }

    return new JsonArray([.. resources.Values]);
}

JsonObject PackTypes()
{
    var result = new JsonObject();
    foreach (var (name, node) in types)
    {
        var type = node!.AsObject();
        var packedType = new JsonObject();
        AddIfPresent(packedType, type, "gvk", "required", "mapType", "unions", "type", "format");
        if (type["fields"] is JsonObject fields)
        {
            var numbers = Numbers(MessageName(name), fields);
            var packedFields = new JsonObject();
            foreach (var (field, value) in fields)
            {
                var item = PackField(value!.AsObject());
                if (numbers.TryGetValue(Fold(field), out var path))
                {
                    item["number"] = new JsonArray([.. path.Select(number => (JsonNode)number)]);
                }

                if (presence.GetValueOrDefault(Short(name))?.GetValueOrDefault(field) is { } code)
                {
                    item["go"] = code;
                }

                packedFields[field] = item;
            }

            packedType["fields"] = packedFields;
        }

        result[Short(name)] = packedType;
    }

    return result;
}

static JsonObject PackField(JsonObject field)
{
    var item = new JsonObject();
    if (field["ref"] is { } reference)
    {
        item["ref"] = Short((string)reference!);
    }

    AddIfPresent(item, field, "type", "format", "enum", "default", "listType", "listMapKeys", "mapType", "patchStrategy", "patchMergeKey");
    foreach (var child in (string[])["items", "values"])
    {
        if (field[child] is JsonObject inner)
        {
            item[child] = PackField(inner);
        }
    }

    return item;
}

static string MessageName(string type) => type
    .Replace("io.k8s.apiextensions-apiserver", "k8s.io.apiextensions_apiserver")
    .Replace("io.k8s.kube-aggregator", "k8s.io.kube_aggregator")
    .Replace("io.k8s.", "k8s.io.");

// Field numbers by folded name. A struct that Go inlines in JSON is a message of its own: its fields get a path of numbers.
Dictionary<string, int[]> Numbers(string message, JsonObject fields)
{
    var numbers = new Dictionary<string, int[]>();
    if (messages[message] is not JsonObject members)
    {
        return numbers;
    }

    var known = fields.Select(field => Fold(field.Key)).ToHashSet();
    foreach (var (name, value) in members)
    {
        var number = (int)value![0]!;
        if (known.Contains(Fold(name)))
        {
            numbers[Fold(name)] = [number];
            continue;
        }

        var inner = ((string)value[1]!).TrimStart('.');
        inner = messages.ContainsKey(inner) ? inner : message[..(message.LastIndexOf('.') + 1)] + inner;
        foreach (var (innerName, path) in Numbers(inner, fields))
        {
            numbers.TryAdd(innerName, [number, .. path]);
        }
    }

    return numbers;
}

static string Fold(string name) => name.Replace("-", "").Replace("$", "").ToLowerInvariant();

static void AddIfPresent(JsonObject target, JsonObject source, params string[] names)
{
    foreach (var name in names)
    {
        if (source[name] is { } value)
        {
            target[name] = Copy(value);
        }
    }
}

static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
