import {Deck, OrthographicView} from '@deck.gl/core';
import {ScatterplotLayer, SolidPolygonLayer, PathLayer} from '@deck.gl/layers';
globalThis.x=[Deck,OrthographicView,ScatterplotLayer,SolidPolygonLayer,PathLayer];
