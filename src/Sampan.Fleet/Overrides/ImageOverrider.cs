using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Overrides;

/// <summary>Changes the registry, repository or tag of images: of every container, or of the one value that a predicate points to.</summary>
internal static class ImageOverrider
{
    public static void Apply(JsonObject draft, JsonElement overrider)
    {
        if (overrider.Member("predicate") is { } predicate)
        {
            ApplyAt(draft, predicate.StringOrEmpty("path"), overrider);
            return;
        }

        foreach (var container in Containers.Of(draft))
        {
            container["image"] = Change(container.StringAt("image") ?? "", overrider);
        }
    }

    private static void ApplyAt(JsonObject draft, string path, JsonElement overrider)
    {
        if (!path.StartsWith('/'))
        {
            throw new OverrideException($"image predicate path \"{path}\" does not start with /");
        }

        var names = path.Trim('/').Split('/');
        JsonNode? parent = draft;
        foreach (var name in names[..^1])
        {
            parent = parent switch
            {
                JsonObject step => step[name],
                JsonArray list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        if (parent is not JsonObject holder || holder.StringAt(names[^1]) is not { } image)
        {
            throw new OverrideException($"image predicate path \"{path}\" leads to no text");
        }

        holder[names[^1]] = Change(image, overrider);
    }

    private static string Change(string image, JsonElement overrider)
    {
        if (!ImageReference.TryParse(image, out var reference))
        {
            throw new OverrideException($"\"{image}\" is no image name");
        }

        var value = overrider.StringOrEmpty("value");
        var component = overrider.StringOrEmpty("component");
        return ((component, overrider.StringOrEmpty("operator")) switch
        {
            ("Registry", "add") => reference with { Registry = reference.Registry + value },
            ("Registry", "replace") => reference with { Registry = value },
            ("Registry", "remove") => reference with { Registry = "" },
            ("Repository", "add") => reference with { Repository = reference.Repository + value },
            ("Repository", "replace") => reference with { Repository = value },
            ("Repository", "remove") => reference with { Repository = "" },
            ("Tag", "add") => reference.WithTagOrDigest(reference.TagOrDigest + value),
            ("Tag", "replace") => reference.WithTagOrDigest(value),
            ("Tag", "remove") => reference.WithoutTagOrDigest(),
            ("Registry" or "Repository" or "Tag", _) => reference,
            _ => throw new OverrideException($"unsupported image component({component})"),
        }).ToString();
    }
}
