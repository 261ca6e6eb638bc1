using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Storage;

/// <summary>Who makes the volumes of a class, and the parameters that it is given.</summary>
internal static class ClassParameters
{
    private const int Most = 512;
    private const int MostBytes = 256 * 1024;

    public static void ValidateDriver(JsonObject owner, string name, FieldErrors errors)
    {
        var driver = owner.TextOf(name).ToLowerInvariant();
        if (driver.Length == 0)
        {
            errors.Required(name);
            return;
        }

        errors.Invalid(name, driver, LabelSyntax.KeyErrors(driver));
    }

    public static void Validate(JsonObject owner, bool allowsNone, FieldErrors errors)
    {
        const string path = "parameters";
        var parameters = owner[path] as JsonObject ?? [];
        if (parameters.Count > Most)
        {
            errors.TooLong(path, Most);
            return;
        }

        if (parameters.ContainsKey(""))
        {
            errors.Invalid(path, "", "field can not be empty.");
        }

        if (parameters.Sum(parameter => Encoding.UTF8.GetByteCount(parameter.Key) + Encoding.UTF8.GetByteCount(parameter.Value?.ToString() ?? "")) > MostBytes)
        {
            errors.TooLong(path, MostBytes);
        }

        if (!allowsNone && parameters.Count == 0)
        {
            errors.Required(path, "must contain at least one key/value pair");
        }
    }
}
