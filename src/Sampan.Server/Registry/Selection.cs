using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Server.Registry;

/// <summary>Which objects of a resource a list, watch or deletion is about.</summary>
internal sealed class Selection
{
    private readonly LabelSelector _labels;
    private readonly FieldSelector _fields;

    private Selection(string? @namespace, LabelSelector labels, FieldSelector fields)
    {
        Namespace = @namespace;
        _labels = labels;
        _fields = fields;
    }

    /// <summary>The namespace, or null for all.</summary>
    public string? Namespace { get; }

    /// <summary>Whether selectors leave objects out.</summary>
    public bool IsFiltered => !_labels.IsEverything || !_fields.IsEverything;

    /// <summary>The one name that can match, or null.</summary>
    public string? Name => _fields.Exactly("metadata.name");

    /// <summary>Reads selectors; 400 if they are wrong.</summary>
    public static Selection Of(ServedResource resource, string? @namespace, string? labelSelector, string? fieldSelector)
    {
        try
        {
            var labels = string.IsNullOrEmpty(labelSelector) ? LabelSelector.Everything : LabelSelector.Parse(labelSelector);
            var fields = string.IsNullOrEmpty(fieldSelector) ? FieldSelector.Everything : FieldSelector.Parse(fieldSelector);
            SelectableFields.Check(fields, resource.Type, resource.IsCustom, resource.SelectableFields);
            return new Selection(string.IsNullOrEmpty(@namespace) ? null : @namespace, labels, fields);
        }
        catch (FormatException exception)
        {
            throw ApiException.BadRequest(exception.Message);
        }
    }

    /// <summary>Whether an object is selected, its namespace aside.</summary>
    public bool Matches(KubernetesObject @object) =>
        (_labels.IsEverything || _labels.Matches(@object.Metadata.Labels))
        && (_fields.IsEverything || _fields.Matches(field => SelectableFields.Value(@object, field)));
}
