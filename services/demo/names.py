"""Names of invented people: common in France, with the accents and particles of real lists."""

from typing import Final

FAMILY_NAMES: Final = (
    "ABGRALL", "ALLAIN", "ANDRÉ", "AUBERT", "BARBIER", "BARON", "BELLEC", "BENALI", "BERNARD",
    "BERTHOU", "BERTRAND", "BIZIEN", "BLANCHARD", "BODÉNÈS", "BONNET", "BOUCHER", "BOUGUENNEC",
    "BOURGEOIS", "BOZEC", "BRETON", "BRIAND", "BRUNET", "CABON", "CADIOU", "CALVEZ", "CARADEC",
    "CARIOU", "CARPENTIER", "CHARLES", "CHEVALIER", "CLÉMENT", "COLIN", "CORRE", "COSTA",
    "CORNEC", "CRENN", "DA COSTA", "DANIEL", "DAVID", "DE KERSAUSON", "DENIS", "DERRIEN",
    "DIALLO", "DIARRA", "DUFOUR", "DUMONT", "DUPONT", "DUPUIS", "DURAND", "EL AMRANI", "FALC'HUN",
    "FAURE", "FERNANDES", "FERRÉ", "FLOCH", "FONTAINE", "FOURNIER", "GARCIA", "GARNIER",
    "GAUTIER", "GÉRARD", "GIRARD", "GOASGUEN", "GOUEZ", "GUÉGUEN", "GUÉRIN", "GUILLOU", "GUIVARC'H",
    "HAMADI", "HASCOËT", "HELIAS", "HENRY", "HERVÉ", "JACOB", "JÉZÉQUEL", "JONCOUR", "JOLY",
    "KERBRAT", "KERLEO", "KERVELLA", "LAMBERT", "LAOT", "LAURENT", "LE BERRE", "LE BRAS",
    "LE CALVEZ", "LE CORRE", "LE DANTEC", "LE FLOCH", "LE GALL", "LE GOFF", "LE GUEN", "LE MEUR",
    "LE ROUX", "LE ROY", "LECLERC", "LEFEBVRE", "LEFÈVRE", "LEGRAND", "LEROY", "LOPEZ", "LUCAS",
    "MADEC", "MAHÉ", "MARTIN", "MARTINEZ", "MASSON", "MATHIEU", "MENEZ", "MERCIER", "MEYER",
    "MICHEL", "MOAL", "MOREAU", "MOREL", "MORIN", "MORVAN-LE BRIS", "MULLER", "NÉDÉLEC", "NICOLAS",
    "NOËL", "OLLIVIER", "PÉRON", "PERRIN", "PHILIPPE", "PICARD", "PRIGENT", "QUÉMÉNER", "QUÉRÉ",
    "RENARD", "RICHARD", "RIOUAL", "RIVIÈRE", "ROBERT", "ROBIN", "ROHAN", "ROLLAND", "RODRIGUES",
    "ROUX", "SALAÜN", "SANCHEZ", "SIMON", "SOUSA", "TANNEAU", "THÉPAUT", "THOMAS", "TOULLEC",
    "TRAN", "TRÉGUER", "VINCENT", "YILMAZ", "YVINEC",
)  # fmt: skip

GIVEN_NAMES_OF_WOMEN: Final = (
    "Adèle", "Aïcha", "Anne", "Anne-Marie", "Annick", "Armelle", "Aurélie", "Béatrice", "Brigitte",
    "Catherine", "Cécile", "Chantal", "Christine", "Claudine", "Corinne", "Danièle", "Denise",
    "Dominique", "Élisabeth", "Émilie", "Enora", "Fatima", "Florence", "Françoise", "Frédérique",
    "Gaëlle", "Geneviève", "Ghislaine", "Gwenaëlle", "Hélène", "Huguette", "Isabelle", "Jacqueline",
    "Jeannine", "Joëlle", "Josiane", "Laurence", "Liliane", "Louise", "Lucie", "Madeleine",
    "Marie", "Marie-Claude", "Marie-Françoise", "Marie-Thérèse", "Maryvonne", "Michèle", "Mireille",
    "Monique", "Nathalie", "Nicole", "Noémie", "Odile", "Pascale", "Patricia", "Rozenn", "Sandrine",
    "Simone", "Solange", "Soizic", "Stéphanie", "Suzanne", "Thérèse", "Valérie", "Véronique",
    "Viviane", "Yvette", "Yvonne",
)  # fmt: skip

GIVEN_NAMES_OF_MEN: Final = (
    "Ahmed", "Alain", "André", "Antoine", "Armel", "Bernard", "Bruno", "Charles", "Christian",
    "Christophe", "Claude", "Corentin", "Daniel", "David", "Denis", "Didier", "Dominique", "Émile",
    "Éric", "Étienne", "Fabrice", "François", "Frédéric", "Gaël", "Georges", "Gilbert", "Gilles",
    "Guy", "Gwenaël", "Henri", "Hervé", "Jacques", "Jean", "Jean-Claude", "Jean-François",
    "Jean-Luc", "Jean-Pierre", "Jean-Yves", "Joël", "José", "Julien", "Karim", "Laurent", "Loïc",
    "Louis", "Marcel", "Maurice", "Michel", "Mohamed", "Nicolas", "Noël", "Olivier", "Pascal",
    "Patrick", "Paul", "Philippe", "Pierre", "Raymond", "René", "Robert", "Roger", "Ronan", "Serge",
    "Stéphane", "Sylvain", "Thierry", "Tugdual", "Vincent", "Yannick", "Yves",
)  # fmt: skip

CARERS_WHO_ARE_WOMEN: Final = ("conjointe", "fille", "sœur", "voisine", "amie")
CARERS_WHO_ARE_MEN: Final = ("conjoint", "fils", "frère", "voisin", "ami")
HOURS: Final = ("9 h – 12 h", "14 h – 17 h", "après 17 h", "avant 10 h", "10 h – 18 h")
