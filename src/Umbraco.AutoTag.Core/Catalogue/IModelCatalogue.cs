using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Core.Catalogue;

/// <summary>The models known when this version was made.</summary>
public interface IModelCatalogue
{
    /// <summary>All of them, by vendor.</summary>
    IReadOnlyList<CatalogueModel> All { get; }

    /// <summary>The day the list was made; null where it has none.</summary>
    DateOnly? Compiled { get; }

    /// <summary>Who answers where a connection leads; null where nobody knows.</summary>
    string? VendorOf(Connection connection);

    /// <summary>Exactly this model where this connection leads; null where the list has none.</summary>
    CatalogueModel? Model(Connection connection, string model);
}
