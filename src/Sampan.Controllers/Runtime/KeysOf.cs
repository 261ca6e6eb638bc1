using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Runtime;

/// <summary>The usual ways from a changed object to the keys that must be reconciled.</summary>
public static class KeysOf
{
    /// <summary>The object itself.</summary>
    public static IEnumerable<NamespacedName> Itself(ObjectChange change) => [change.Object.NamespacedName];

    /// <summary>The managing owner, before and after the change, if it is of the given type.</summary>
    public static Func<ObjectChange, IEnumerable<NamespacedName>> Controller(ResourceType owner) => change =>
    {
        var before = ControllerKey(change.Before, owner);
        var after = ControllerKey(change.After, owner);
        return (before, after) switch
        {
            (null, null) => [],
            ({ } only, null) => [only],
            (null, { } only) => [only],
            ({ } old, { } @new) => old == @new ? [@new] : [old, @new],
        };
    };

    /// <summary>One fixed key, for reconcilers that look at everything at once.</summary>
    public static Func<ObjectChange, IEnumerable<NamespacedName>> Constant(NamespacedName key) => _ => [key];

    private static NamespacedName? ControllerKey(KubernetesObject? @object, ResourceType owner)
    {
        if (@object?.Metadata.Controller is not { } controller || controller.Kind != owner.Kind)
        {
            return null;
        }

        return GroupVersionKind.Parse(controller.ApiVersion, controller.Kind).Group == owner.Group
            ? new NamespacedName(owner.Namespaced ? @object.Metadata.Namespace : "", controller.Name)
            : null;
    }
}
