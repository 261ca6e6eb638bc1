using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The addresses of a core/v1 Service and the families that they are of (ValidateServiceClusterIPsRelatedFields).</summary>
internal static class ServiceAddressValidation
{
    private const string Path = "spec.clusterIPs";

    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        if (spec.TextOf("type") == "ExternalName")
        {
            return;
        }

        var addresses = FieldErrors.Texts(spec, "clusterIPs");
        var families = FieldErrors.Texts(spec, "ipFamilies");
        ValidateFirst(spec, addresses, errors);
        for (var i = 0; i < families.Count; i++)
        {
            if (families[i] is not ("IPv4" or "IPv6"))
            {
                errors.NotSupported($"spec.ipFamilies[{i}]", families[i], "IPv4", "IPv6");
            }

            if (families.IndexOf(families[i]) < i)
            {
                errors.Duplicate($"spec.ipFamilies[{i}]", families[i]);
            }
        }

        errors.OneOf(spec, "ipFamilyPolicy", "spec", "PreferDualStack", "RequireDualStack", "SingleStack");
        if (ValidateEach(spec, addresses, errors))
        {
            ValidateFamilies(spec, addresses, families, errors);
        }
    }

    /// <summary>Addresses that others route to the cluster.</summary>
    public static void ValidateExternal(JsonObject spec, FieldErrors errors)
    {
        var addresses = FieldErrors.Texts(spec, "externalIPs");
        for (var i = 0; i < addresses.Count; i++)
        {
            var count = errors.Causes.Count;
            AddressValidation.ValidateLegacy(addresses[i], $"spec.externalIPs[{i}]", FieldErrors.Texts(errors.Before.At("spec"), "externalIPs"), errors);
            if (errors.Causes.Count == count && AddressSyntax.TryParse(addresses[i], out var address))
            {
                AddressValidation.ValidateOrdinary(address, addresses[i], $"spec.externalIPs[{i}]", errors);
            }
        }
    }

    private static void ValidateFirst(JsonObject spec, List<string> addresses, FieldErrors errors)
    {
        var first = spec.TextOf("clusterIP");
        if (first.Length == 0)
        {
            if (addresses.Count > 0)
            {
                errors.Invalid(Path, spec["clusterIPs"], "must be empty when `clusterIP` is not specified");
            }
        }
        else if (addresses.Count == 0)
        {
            errors.Required(Path);
        }
        else if (addresses[0] != first)
        {
            errors.Invalid(Path, spec["clusterIPs"], "first value must match `clusterIP`");
        }
    }

    private static bool ValidateEach(JsonObject spec, List<string> addresses, FieldErrors errors)
    {
        var areValid = true;
        for (var i = 0; i < addresses.Count; i++)
        {
            if (i == 0 && addresses[i] == "None")
            {
                if (addresses.Count > 1)
                {
                    areValid = false;
                    errors.Invalid(Path, spec["clusterIPs"], "'None' must be the first and only value");
                }
            }
            else
            {
                var count = errors.Causes.Count;
                AddressValidation.ValidateLegacy(addresses[i], $"{Path}[{i}]", FieldErrors.Texts(errors.Before.At("spec"), "clusterIPs"), errors);
                areValid &= errors.Causes.Count == count;
            }
        }

        if (addresses.Count > 2)
        {
            errors.Invalid(Path, spec["clusterIPs"], "may only hold up to 2 values");
        }

        return areValid;
    }

    private static void ValidateFamilies(JsonObject spec, List<string> addresses, List<string> families, FieldErrors errors)
    {
        if (addresses.Count > 1 && (addresses.Count > 2 || addresses.Select(Family).Distinct(StringComparer.Ordinal).Count() != 2))
        {
            errors.Invalid(Path, spec["clusterIPs"], "may specify no more than one IP for each IP family");
        }

        for (var i = 0; !ServiceValidation.IsHeadless(spec) && i < Math.Min(addresses.Count, families.Count); i++)
        {
            if (families[i] is "IPv4" or "IPv6" && Family(addresses[i]) != families[i])
            {
                errors.Invalid($"{Path}[{i}]", addresses[i], $"expected an {families[i]} value as indicated by `ipFamilies[{i}]`");
            }
        }
    }

    /// <summary>The family that an address is of.</summary>
    public static string Family(string address) =>
        AddressSyntax.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";
}
