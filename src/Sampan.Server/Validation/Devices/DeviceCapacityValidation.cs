using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Devices;

/// <summary>How much of a device's capacity one request may take.</summary>
internal static class DeviceCapacityValidation
{
    private const int MostValues = 10;

    public static void Validate(JsonObject capacity, bool isShared, string path, FieldErrors errors)
    {
        if (capacity["requestPolicy"] is not JsonObject policy)
        {
            return;
        }

        path += ".requestPolicy";
        var values = FieldErrors.Texts(policy, "validValues");
        if (!isShared)
        {
            errors.Forbidden(path, "allowMultipleAllocations must be true");
        }
        else if (values.Count > 0 && policy["validRange"] is JsonObject)
        {
            errors.Forbidden(path, "exactly one policy can be specified, cannot specify \"validValues\" and \"validRange\" at the same time");
        }
        else if (values.Count > 0 || policy["validRange"] is JsonObject)
        {
            var name = values.Count > 0 ? "validValues" : "validRange";
            if (Amount(policy, "default") is not { } standard)
            {
                errors.Required($"{path}.default", $"required when {name} is defined");
            }
            else if (values.Count > 0)
            {
                ValidateValues(values, standard, Amount(capacity, "value") ?? default, $"{path}.{name}", errors);
            }
            else
            {
                ValidateRange(policy.At("validRange")!, standard, Amount(capacity, "value") ?? default, $"{path}.{name}", errors);
            }
        }
    }

    private static Quantity? Amount(JsonObject owner, string name) => Quantity.TryParse(owner[name]?.ToString(), out var amount) ? amount : null;

    private static void ValidateValues(List<string> texts, Quantity standard, Quantity whole, string path, FieldErrors errors)
    {
        var values = texts.ConvertAll(text => Quantity.TryParse(text, out var amount) ? amount : default);
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i - 1].CompareTo(values[i]) > 0)
            {
                errors.Invalid($"{path}[{i}]", values[i].ToString(), "values must be sorted in ascending order");
            }
        }

        if (values.Count > MostValues)
        {
            errors.TooMany(path, values.Count, MostValues);
            errors.Invalid(path, standard.ToString(), "default value is not valid according to the requestPolicy");
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].CompareTo(whole) > 0)
            {
                errors.Invalid($"{path}[{i}]", values[i].ToString(), $"option is larger than capacity value: {whole}");
            }
        }

        HashSet<long> seen = [];
        for (var i = 0; i < values.Count; i++)
        {
            if (!seen.Add(values[i].Value))
            {
                errors.Duplicate($"{path}[{i}]", values[i].Value.ToString(CultureInfo.InvariantCulture));
            }
        }

        if (!values.Contains(standard))
        {
            errors.Invalid(path, standard.ToString(), "default value is not valid according to the requestPolicy");
        }
    }

    private static void ValidateRange(JsonObject range, Quantity standard, Quantity whole, string path, FieldErrors errors)
    {
        if (Amount(range, "min") is not { } least)
        {
            errors.Required($"{path}.min", "required when validRange is defined");
            return;
        }

        if (least.CompareTo(whole) > 0)
        {
            errors.Invalid($"{path}.min", least.ToString(), $"min is larger than capacity value: {whole}");
        }

        if (standard.CompareTo(least) < 0)
        {
            errors.Invalid($"{path}.default", standard.ToString(), $"default is less than min: {least}");
        }

        var most = Amount(range, "max");
        if (most is { } highest)
        {
            ValidateMost(highest, least, standard, whole, path, errors);
        }

        if (Amount(range, "step") is { } step)
        {
            ValidateStep(step, least, standard, most, whole, $"{path}.step", errors);
        }
    }

    private static void ValidateMost(Quantity most, Quantity least, Quantity standard, Quantity whole, string path, FieldErrors errors)
    {
        if (least.CompareTo(most) > 0)
        {
            errors.Invalid($"{path}.max", least.ToString(), $"min is larger than max: {most}");
        }

        if (most.CompareTo(whole) > 0)
        {
            errors.Invalid($"{path}.max", most.ToString(), $"max is larger than capacity value: {whole}");
        }

        if (standard.CompareTo(most) > 0)
        {
            errors.Invalid($"{path}.default", standard.ToString(), $"default is more than max: {most}");
        }
    }

    private static void ValidateStep(Quantity step, Quantity least, Quantity standard, Quantity? most, Quantity whole, string path, FieldErrors errors)
    {
        if (step.Sign <= 0)
        {
            errors.Invalid(path, step.ToString(), "must be greater than zero");
            return;
        }

        var added = least + step;
        if (added.CompareTo(whole) > 0)
        {
            errors.Invalid(path, step.ToString(), $"one step {added} is larger than capacity value: {whole}");
        }

        foreach (var value in most is { } highest ? (Quantity[])[standard, highest] : [standard])
        {
            if ((value.Value - least.Value) % step.Value != 0)
            {
                errors.Invalid(path, value.ToString(), $"value is not a multiple of a given step ({step}) from ({least})");
            }
        }
    }
}
