using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Auditing;
using Sampan.Server.Authorization;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Libraries;
using Sampan.Server.Cel.Values;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Expressions;

/// <summary>The variables of admission expressions for one write, each made when an expression first asks for it.</summary>
internal sealed class AdmissionVariables : ICelVariables
{
    public const string Object = "object";
    public const string OldObject = "oldObject";
    public const string Request = "request";
    public const string Namespace = "namespaceObject";
    public const string Parameters = "params";
    public const string Authorizer = "authorizer";
    public const string RequestResource = "authorizer.requestResource";
    public const string Composed = "variables";

    private readonly Dictionary<string, CelValue> _made = [];
    private readonly ServedCluster _cluster;
    private readonly AdmissionAttributes _attributes;
    private readonly ServedResource _matched;
    private readonly JsonObject? _object;
    private readonly JsonObject? _oldObject;
    private readonly KubernetesObject? _parameter;

    private AdmissionVariables(ServedCluster cluster, AdmissionAttributes attributes, ServedResource matched, JsonObject? @object, JsonObject? oldObject, KubernetesObject? parameter)
    {
        _cluster = cluster;
        _attributes = attributes;
        _matched = matched;
        _object = @object;
        _oldObject = oldObject;
        _parameter = parameter;
    }

    /// <summary>The variables that the policy composes, or null.</summary>
    public MapValue? ComposedVariables { get; set; }

    /// <summary>Where facts are noted for the audit, or null.</summary>
    public AuditTrail? Audit => _attributes.Audit;

    /// <summary>The variables of a write.</summary>
    /// <param name="cluster">The cluster written to.</param>
    /// <param name="attributes">The write.</param>
    /// <param name="matched">The resource as which the rules know the written one: the objects are of its version.</param>
    /// <param name="parameter">The parameters object, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<AdmissionVariables> OfAsync(ServedCluster cluster, AdmissionAttributes attributes, ServedResource matched, KubernetesObject? parameter, CancellationToken cancellationToken) =>
        MatchedVersion.IsConverted(attributes, matched)
            ? new(
                cluster,
                attributes,
                matched,
                await MatchedVersion.ShowAsync(cluster, attributes, matched, attributes.Object, cancellationToken),
                await MatchedVersion.ShowAsync(cluster, attributes, matched, attributes.OldObject, cancellationToken),
                parameter)
            : new(cluster, attributes, matched, attributes.Object, attributes.OldObject, parameter);

    public CelValue? Find(string name)
    {
        if (name == Composed)
        {
            return ComposedVariables;
        }

        if (!_made.TryGetValue(name, out var value))
        {
            value = Make(name);
            if (value is not null)
            {
                _made[name] = value;
            }
        }

        return value;
    }

    private CelValue? Make(string name) => name switch
    {
        Object => JsonValues.Of(_object),
        OldObject => JsonValues.Of(_oldObject),
        Request => JsonValues.Of(AdmissionRequest.Of(_attributes, _matched), AdmissionDeclarations.Request),
        Namespace => NamespaceObject(),
        Parameters => JsonValues.Of(_parameter?.ToDraft()),
        Authorizer => Rights(),
        RequestResource => RequestCheck(),
        _ => null,
    };

    private CelValue NamespaceObject()
    {
        if (!_attributes.Resource.Type.Namespaced)
        {
            return NullValue.Instance;
        }

        var key = _cluster.Resource(WellKnownTypes.Namespaces).Key(NamespacedName.ClusterScoped(_attributes.Name.Namespace));
        var found = _cluster.Store.Current.Get(key)?.Object.ToDraft();
        if (found is not null)
        {
            found.Metadata()["UID"] = found.Metadata().Text("uid");
        }

        return JsonValues.Of(found, AdmissionDeclarations.Namespace);
    }

    private AuthorizerValue Rights() => new(_cluster.Authorizer.Decide, new AccessRequest { User = _attributes.User, Verb = "" });

    private AccessCheckValue RequestCheck()
    {
        var type = _attributes.Resource.Type;
        var request = AccessRequest.OfResource(_attributes.User, "", type.Group, type.Plural, _attributes.Subresource, _attributes.Name.Namespace, _attributes.Name.Name);
        return new AccessCheckValue(OpaqueTypes.ResourceCheck, Rights(), request);
    }
}
