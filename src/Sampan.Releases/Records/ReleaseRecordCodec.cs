using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Releases.Records;

/// <summary>
/// Helm's storage form: a Secret of type <c>helm.sh/release.v1</c> named <c>sh.helm.release.v1.NAME.vREVISION</c>,
/// whose <c>data.release</c> is the Secret's base64 of base64 of gzip of JSON.
/// </summary>
internal static class ReleaseRecordCodec
{
    public const string SecretType = "helm.sh/release.v1";

    /// <summary>A record may not grow beyond this when unpacked: a guard against decompression bombs.</summary>
    private const int MaximumUnpacked = 64 << 20;

    public static string SecretName(string release, int revision) =>
        $"sh.helm.release.v1.{release}.v{revision.ToString(CultureInfo.InvariantCulture)}";

    public static KubernetesObject ToSecret(ReleaseRecord record) => KubernetesObject.From(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject
        {
            ["name"] = SecretName(record.Name, record.Revision),
            ["namespace"] = record.Namespace,
            ["labels"] = new JsonObject
            {
                ["name"] = record.Name,
                ["owner"] = "helm",
                ["status"] = record.Status,
                ["version"] = record.Revision.ToString(CultureInfo.InvariantCulture),
                ["modifiedAt"] = record.LastDeployed.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            },
        },
        ["type"] = SecretType,
        ["data"] = new JsonObject { ["release"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(Encode(record))) },
    });

    /// <exception cref="InvalidDataException">The Secret holds no readable record.</exception>
    public static ReleaseRecord FromSecret(KubernetesObject secret)
    {
        try
        {
            var stored = secret.Root.Member("data")?.String("release") ?? throw new InvalidDataException("no data.release");
            return Decode(Encoding.ASCII.GetString(Convert.FromBase64String(stored)));
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"secret {secret.NamespacedName} holds no readable release record: {exception.Message}", exception);
        }
    }

    private static string Encode(ReleaseRecord record)
    {
        var json = new JsonObject
        {
            ["name"] = record.Name,
            ["info"] = new JsonObject
            {
                ["first_deployed"] = Time(record.FirstDeployed),
                ["last_deployed"] = Time(record.LastDeployed),
                ["deleted"] = "",
                ["description"] = record.Description,
                ["status"] = record.Status,
                ["notes"] = record.Notes,
            },
            ["chart"] = record.Chart.DeepClone(),
            ["config"] = record.Config.DeepClone(),
            ["manifest"] = record.Manifest,
            ["hooks"] = record.Hooks.DeepClone(),
            ["version"] = record.Revision,
            ["namespace"] = record.Namespace,
            ["apply_method"] = "ssa",
        };
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(json.ToUtf8Bytes());
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    private static ReleaseRecord Decode(string encoded)
    {
        var json = JsonElement.Parse(Unpack(Convert.FromBase64String(encoded)));
        var info = json.Member("info") ?? default;
        return new ReleaseRecord
        {
            Name = json.StringOrEmpty("name"),
            Namespace = json.StringOrEmpty("namespace"),
            Revision = (int)(json.Integer("version") ?? 0),
            Status = info.StringOrEmpty("status"),
            Description = info.StringOrEmpty("description"),
            FirstDeployed = Time(info, "first_deployed"),
            LastDeployed = Time(info, "last_deployed"),
            Notes = info.StringOrEmpty("notes"),
            Chart = Object(json, "chart"),
            Config = Object(json, "config"),
            Manifest = json.StringOrEmpty("manifest"),
            Hooks = json.Member("hooks") is { ValueKind: JsonValueKind.Array } hooks ? JsonArray.Create(hooks)! : [],
        };
    }

    /// <summary>Records of early Helm versions are not compressed: gzip is told by its magic bytes.</summary>
    private static byte[] Unpack(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, 0x08, ..])
        {
            return bytes;
        }

        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = gzip.Read(buffer)) > 0)
        {
            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > MaximumUnpacked)
            {
                throw new InvalidDataException($"the record unpacks to more than {MaximumUnpacked} bytes");
            }
        }

        return unpacked.ToArray();
    }

    private static JsonObject Object(JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Object } member ? JsonObject.Create(member)! : [];

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement info, string name) =>
        DateTimeOffset.TryParse(info.String(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default;
}
